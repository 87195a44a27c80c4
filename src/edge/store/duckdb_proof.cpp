// The chain over batches, as stored and as made again from the data.
#include "edge/store/duckdb_series_log.h"
#include "edge/store/frame_rows.h"

namespace qs::store {

using namespace observe;

namespace {

constexpr Seq kSeqsAtOnce = 1'000'000;  // bounds the memory of a proof

struct StoredBatch {
  Seq first = 0, last = 0;
  int64_t received = 0, day = 0;
  std::string by, reason;
  Parts parts;
  Hash link;
};

Result<std::vector<StoredBatch>> stored_batches(duck::Connection& db, Seq after) {
  auto rows = db.ask(fmt::format(
      "SELECT first, last, received, day, actor, reason, parts, link FROM batch WHERE last > {} "
      "AND first <= {} ORDER BY last",
      after, after + kSeqsAtOnce));
  if (!rows) return tl::unexpected(rows.error());
  std::vector<StoredBatch> out;
  while (rows->next())
    out.push_back({rows->get<uint64_t>(0), rows->get<uint64_t>(1), rows->get<int64_t>(2),
                   rows->get<int64_t>(3), std::string(rows->text(4)), std::string(rows->text(5)),
                   parts_of(rows->text(6)), hash_of(rows->text(7))});
  return out;
}

// Everything kept with a seq in [from, until), each kind in seq order, read alongside the batches.
class Replay {
 public:
  Replay(duck::Connection& db, const SeriesMemory& memory) : db_(db), memory_(memory) {}

  Result<void> load(Seq from, Seq until, const std::vector<Part>& all) {
    auto parts = with_seq(all, from, until);
    auto range = fmt::format("seq >= {} AND seq < {}", from, until);
    samples_.clear();
    frames_.clear();
    notes_.clear();
    at_sample_ = at_frame_ = at_note_ = 0;
    if (!parts.empty())
      if (auto ok = load_samples(all_rows(parts, range)); !ok) return ok;
    auto frames = db_.ask(fmt::format("{} WHERE {} ORDER BY seq", kFrameRows, range));
    if (!frames) return tl::unexpected(frames.error());
    auto read = read_frames(db_, *frames, Damage::reads_as_empty);
    if (!read) return tl::unexpected(read.error());
    frames_ = std::move(*read);
    auto notes = db_.ask(fmt::format(
        "SELECT seq, time, device, kind, code, text FROM note WHERE {} ORDER BY seq", range));
    if (!notes) return tl::unexpected(notes.error());
    while (notes->next())
      notes_.emplace_back(
          notes->get<uint64_t>(0),
          Note{std::string(notes->text(2)), notes->get<int64_t>(1), std::string(notes->text(3)),
               std::string(notes->text(4)), std::string(notes->text(5))});
    return {};
  }

  // What is left up to and including `last`.
  Parts digest_upto(Seq last) {
    BatchDigest digest;
    for (; at_frame_ < frames_.size() && frames_[at_frame_].first <= last; ++at_frame_)
      digest.frame(frames_[at_frame_].first, frames_[at_frame_].second);
    {
      auto hold = memory_.hold();
      for (; at_sample_ < samples_.size() && samples_[at_sample_].seq <= last; ++at_sample_) {
        const auto& s = samples_[at_sample_];
        digest.sample(s.sample, s.seq, kind_of(memory_.cadence(s.sample.series)));
      }
    }
    for (; at_note_ < notes_.size() && notes_[at_note_].first <= last; ++at_note_)
      digest.note(notes_[at_note_].first, notes_[at_note_].second);
    return digest.finish();
  }
  bool finished() const {
    return at_frame_ == frames_.size() && at_sample_ == samples_.size() &&
           at_note_ == notes_.size();
  }

 private:
  Result<void> load_samples(const std::string& sql) {
    auto rows = db_.ask("SELECT series, second, milli, value, mark, origin, seq, slot FROM (" +
                        sql + ") ORDER BY seq");
    if (!rows) return tl::unexpected(rows.error());
    while (auto n = rows->next_chunk()) {
      auto id = rows->column<uint32_t>(0), slot = rows->column<uint32_t>(7);
      auto second = rows->column<int64_t>(1);
      auto milli = rows->column<uint16_t>(2);
      auto value = rows->column<double>(3);
      auto mark = rows->column<uint8_t>(4), origin = rows->column<uint8_t>(5);
      auto seq = rows->column<uint64_t>(6);
      for (size_t i = 0; i < n; ++i)
        samples_.push_back(
            {{id[i], static_cast<Mark>(mark[i]), static_cast<Origin>(origin[i]),
              joined(second[i], milli[i]), value[i], slot[i] == 0 ? 0 : seq[i] - slot[i]},
             seq[i]});
    }
    return {};
  }

  duck::Connection& db_;
  const SeriesMemory& memory_;
  std::vector<KeptSample> samples_;
  std::vector<std::pair<Seq, RawFrame>> frames_;
  std::vector<std::pair<Seq, Note>> notes_;
  size_t at_sample_ = 0, at_frame_ = 0, at_note_ = 0;
};

// Per kind, the seq before which retention has removed it.
Result<std::array<Seq, kDataKinds>> retired(duck::Connection& db) {
  std::array<Seq, kDataKinds> out{};
  auto rows = db.ask("SELECT kind, max(before) FROM retired GROUP BY kind");
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next())
    if (auto kind = rows->get<uint8_t>(0); kind < kDataKinds) out[kind] = rows->get<uint64_t>(1);
  return out;
}

}  // namespace

Result<std::vector<DayProof>> DuckSeriesLog::proof() const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto rows = snapshot->connection().ask(
      "SELECT day, arg_max(link, last), sum(frames)::UBIGINT, sum(samples)::UBIGINT FROM batch "
      "GROUP BY day ORDER BY day");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<DayProof> out;
  while (rows->next())
    out.push_back({day_of(from_ms(rows->get<int64_t>(0))), hex(hash_of(rows->text(1))),
                   rows->get<uint64_t>(2), rows->get<uint64_t>(3)});
  return out;
}

Result<std::optional<Day>> DuckSeriesLog::first_broken_day() const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto parts = parts_in(db, files_, kAllTime);
  if (!parts) return tl::unexpected(parts.error());
  auto gone = retired(db);
  if (!gone) return tl::unexpected(gone.error());
  Replay replay(db, memory_);
  Hash chain{};
  Seq after = 0;
  std::optional<Day> last_day;
  for (;;) {
    auto batches = stored_batches(db, after);
    if (!batches) return tl::unexpected(batches.error());
    // After the last batch nothing may follow.
    Seq until = batches->empty() ? std::numeric_limits<int64_t>::max() : batches->back().last + 1;
    if (auto ok = replay.load(after == 0 ? 0 : after + 1, until, *parts); !ok)
      return tl::unexpected(ok.error());
    for (const auto& batch : *batches) {
      last_day = day_of(from_ms(batch.day));
      auto made = replay.digest_upto(batch.last);
      for (size_t kind = 0; kind < kDataKinds; ++kind)
        if (batch.last < (*gone)[kind]) made[kind] = batch.parts[kind];
      chain = link(chain, {batch.first, batch.last, batch.received, batch.by, batch.reason}, made);
      if (chain != batch.link) return last_day;
    }
    if (!replay.finished()) return last_day.value_or(Day{});
    if (batches->empty()) return std::nullopt;
    after = batches->back().last;
  }
}

}  // namespace qs::store
