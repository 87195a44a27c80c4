#include "edge/store/memory_series_log.h"

#include <ranges>

#include "edge/store/arrival.h"
#include "edge/store/digest.h"

namespace qs::store {

using namespace observe;

namespace {

struct KeptBatch {
  Receipt receipt;
  Instant received;
  Day day;
  std::string by, reason;
  Hash link{};
  uint64_t frames = 0, samples = 0;
};

double folded(Aggregate aggregate, const std::vector<double>& values) {
  double sum = 0;
  for (auto v : values) sum += v;
  switch (aggregate) {
    case Aggregate::mean:
      return sum / static_cast<double>(values.size());
    case Aggregate::minimum:
      return *std::min_element(values.begin(), values.end());
    case Aggregate::maximum:
      return *std::max_element(values.begin(), values.end());
    case Aggregate::sum:
      return sum;
    case Aggregate::count:
      return static_cast<double>(values.size());
    case Aggregate::last:
      return values.back();
  }
  return 0;
}

class MemorySeriesLog final : public SeriesLog {
 public:
  Result<SeriesId> open(const SeriesKey& key) override {
    auto [it, fresh] = ids_.try_emplace(key, static_cast<SeriesId>(keys_.size() + 1));
    if (fresh) keys_.push_back(key);
    return it->second;
  }
  std::optional<SeriesId> find(const SeriesKey& key) const override {
    auto it = ids_.find(key);
    return it == ids_.end() ? std::nullopt : std::optional(it->second);
  }
  std::optional<SeriesKey> key(SeriesId id) const override {
    return id == 0 || id > keys_.size() ? std::nullopt : std::optional(keys_[id - 1]);
  }
  std::vector<std::pair<SeriesId, SeriesKey>> catalogue(std::string_view site) const override {
    std::vector<std::pair<SeriesId, SeriesKey>> out;
    for (size_t i = 0; i < keys_.size(); ++i)
      if (site.empty() || keys_[i].site == site)
        out.emplace_back(static_cast<SeriesId>(i + 1), keys_[i]);
    return out;
  }

  Result<Receipt> append(const Batch& batch) override {
    if (auto ok = check_batch(batch, keys_.size()); !ok) return tl::unexpected(ok.error());
    auto arrival = arrive(batch, known(batch), new_notes(batch), last_ + 1);
    if (!arrival.empty()) keep(batch, arrival);
    return arrival.receipt;
  }

  Result<std::vector<Sample>> scan(std::span<const SeriesId> series, Span span) const override {
    return among(series, span, [](const Version&) { return true; });
  }
  Result<std::vector<Sample>> measured(std::span<const SeriesId> series, Span span) const override {
    return among(series, span,
                 [](const Version& v) { return v.sample.origin != Origin::calibrated; });
  }
  Result<std::vector<Sample>> as_of(std::span<const SeriesId> series, Span span,
                                    Seq until) const override {
    return among(series, span, [&](const Version& v) { return v.seq <= until; });
  }
  Result<std::vector<Version>> versions(SeriesId series, int64_t time) const override {
    auto it = values_.find({series, time});
    return it == values_.end() ? std::vector<Version>{} : it->second;
  }
  std::vector<std::optional<Sample>> latest(std::span<const SeriesId> series) const override {
    std::vector<std::optional<Sample>> out;
    for (auto id : series) {
      auto it = values_.lower_bound({id + 1, std::numeric_limits<int64_t>::min()});
      bool any = it != values_.begin() && std::prev(it)->first.first == id;
      out.push_back(any ? std::optional(stands(std::prev(it)->second).sample) : std::nullopt);
    }
    return out;
  }
  Result<std::vector<Bucket>> statistic(std::span<const SeriesId> series, Span span,
                                        PeriodKind kind, Aggregate aggregate) const override {
    std::map<std::pair<SeriesId, int64_t>, std::vector<double>> groups;
    auto standing = scan(series, span);
    for (const auto& s : *standing)
      if (counts(s.mark))
        groups[{s.series, to_ms(Period::of(kind, from_ms(s.time)).begin)}].push_back(s.value);
    std::vector<Bucket> out;
    for (const auto& [at, values] : groups)
      out.push_back(
          {at.first, at.second, folded(aggregate, values), static_cast<uint32_t>(values.size())});
    return out;
  }
  Result<std::vector<Change>> changes(Seq after, size_t limit) const override {
    std::vector<Change> out;
    for (auto it = changes_.upper_bound(after); it != changes_.end() && out.size() < limit; ++it)
      out.push_back(it->second);
    return out;
  }
  Seq last_seq() const override { return last_; }

  Result<std::optional<RawFrame>> frame(Seq seq) const override {
    auto it = frames_.find(seq);
    return it == frames_.end() ? std::nullopt : std::optional(it->second);
  }
  Result<std::vector<std::pair<Seq, RawFrame>>> frames(std::string_view device, Span received,
                                                       size_t limit) const override {
    std::vector<std::pair<Seq, RawFrame>> out;
    for (const auto& [seq, frame] : std::views::reverse(frames_))
      if (out.size() < limit && frame.device == device && received.contains(frame.received))
        out.emplace_back(seq, frame);
    return out;
  }
  Result<std::vector<Note>> notes(std::string_view device, Span span, size_t limit) const override {
    std::vector<Note> out;
    for (const auto& [at, note] : notes_)
      if (out.size() < limit && note.device == device && span.contains(from_ms(note.time)))
        out.push_back(note);
    return out;
  }

  // Nothing to rewrite: values are always sorted here.
  Result<void> close_month(Period) override { return {}; }

  Result<std::vector<DayProof>> proof() const override {
    std::vector<DayProof> out;
    for (const auto& b : batches_) {
      if (out.empty() || out.back().day != b.day) out.push_back({b.day, {}, 0, 0});
      out.back().digest = hex(b.link);
      out.back().frames += b.frames;
      out.back().samples += b.samples;
    }
    return out;
  }
  Result<std::optional<Day>> first_broken_day() const override {
    Hash before{};
    for (const auto& b : batches_) {
      before = link(before, facts(b), digest_of(b));
      if (before != b.link) return b.day;
    }
    return std::nullopt;
  }

 private:
  // What stands among the versions that count.
  template <class Counts>
  std::vector<Sample> among(std::span<const SeriesId> series, Span span, Counts counts) const {
    std::vector<Sample> out;
    for (auto id : std::set<SeriesId>(series.begin(), series.end()))
      for (auto it = values_.lower_bound({id, to_ms(span.from)});
           it != values_.lower_bound({id, to_ms(span.until)}); ++it) {
        auto versions = it->second;
        std::erase_if(versions, [&](const Version& v) { return !counts(v); });
        if (!versions.empty()) out.push_back(stands(versions).sample);
      }
    return out;
  }
  static const Version& stands(const std::vector<Version>& versions) {
    std::vector<Sample> samples;
    for (const auto& v : versions) samples.push_back(v.sample);
    return versions[standing(samples)];
  }
  static BatchFacts facts(const KeptBatch& b) {
    return {b.receipt.first, b.receipt.last, to_ms(b.received), b.by, b.reason};
  }

  Known& known(const Batch& batch) {
    known_.clear();
    for (const auto& s : batch.samples) {
      auto& samples = known_[{s.series, s.time}];
      auto it = values_.find({s.series, s.time});
      if (samples.empty() && it != values_.end())
        for (const auto& v : it->second) samples.push_back(v.sample);
    }
    return known_;
  }

  static auto text_of(const Note& n) { return std::tie(n.time, n.device, n.kind, n.code, n.text); }

  std::vector<bool> new_notes(const Batch& batch) const {
    auto same = [](const Note& a, const Note& b) { return text_of(a) == text_of(b); };
    std::vector<bool> fresh(batch.notes.size(), true);
    for (size_t i = 0; i < batch.notes.size(); ++i) {
      auto [from, to] = notes_.equal_range(batch.notes[i].time);
      for (; from != to; ++from)
        if (same(from->second, batch.notes[i])) fresh[i] = false;
      for (size_t j = 0; j < i; ++j)
        if (same(batch.notes[j], batch.notes[i])) fresh[i] = false;
    }
    return fresh;
  }

  void keep(const Batch& batch, const Arrival& arrival) {
    for (const auto& f : arrival.frames) frames_[f.seq] = batch.frames[f.index];
    for (const auto& k : arrival.samples) {
      values_[{k.sample.series, k.sample.time}].push_back(
          {k.sample, k.seq, batch.received, batch.by, batch.reason});
      changes_[k.seq] = {k.seq, k.sample.series, k.sample.time};
      samples_[k.seq] = k.sample;
    }
    for (const auto& n : arrival.notes) {
      notes_.emplace(batch.notes[n.index].time, batch.notes[n.index]);
      note_seqs_[n.seq] = batch.notes[n.index];
    }
    last_ = arrival.receipt.last;
    auto day = day_of(batch.received);
    if (!batches_.empty()) day = std::max(day, batches_.back().day);
    KeptBatch kept{arrival.receipt,       batch.received,        day, batch.by, batch.reason, {},
                   arrival.frames.size(), arrival.samples.size()};
    kept.link =
        link(batches_.empty() ? Hash{} : batches_.back().link, facts(kept), digest_of(kept));
    batches_.push_back(std::move(kept));
  }

  Parts digest_of(const KeptBatch& b) const {
    BatchDigest digest;
    auto each = [&](const auto& map, auto add) {
      for (auto it = map.lower_bound(b.receipt.first);
           it != map.end() && it->first <= b.receipt.last; ++it)
        add(it->first, it->second);
    };
    each(frames_, [&](Seq seq, const RawFrame& f) { digest.frame(seq, f); });
    each(samples_, [&](Seq seq, const Sample& s) {
      digest.sample(s, seq, kind_of(keys_[s.series - 1].cadence));
    });
    each(note_seqs_, [&](Seq seq, const Note& n) { digest.note(seq, n); });
    return digest.finish();
  }

  std::map<SeriesKey, SeriesId> ids_;
  std::vector<SeriesKey> keys_;
  std::map<std::pair<SeriesId, int64_t>, std::vector<Version>> values_;
  std::map<Seq, Sample> samples_;
  std::map<Seq, Change> changes_;
  std::map<Seq, RawFrame> frames_;
  std::multimap<int64_t, Note> notes_;
  std::map<Seq, Note> note_seqs_;
  std::vector<KeptBatch> batches_;
  Known known_;
  Seq last_ = 0;
};

}  // namespace

std::unique_ptr<SeriesLog> memory_series_log() {
  return std::make_unique<MemorySeriesLog>();
}

}  // namespace qs::store
