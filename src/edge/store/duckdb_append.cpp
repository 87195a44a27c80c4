// One batch = one transaction of DuckDB.
#include "edge/store/duckdb_series_log.h"
#include "edge/store/frame_block.h"

namespace qs::store {

using namespace observe;

namespace {

// The newest values are written down at least this often, which bounds the work of a start.
constexpr size_t kSaveLatestEvery = 4'000'000;

void add_value(duck::Appender& table, const KeptSample& kept) {
  const auto& s = kept.sample;
  auto time = split(s.time);
  table.set(0, s.series);
  table.set(1, time.second);
  table.set(2, time.milli);
  table.set(3, s.value);
  table.set(4, static_cast<uint8_t>(s.mark));
  table.set(5, static_cast<uint8_t>(s.origin));
  table.set(6, kept.seq);
  table.set(7, s.frame == 0 ? 0u : static_cast<uint32_t>(kept.seq - s.frame));
  table.set(8, kept.revises);
  table.end_row();
}

Result<duck::Appender> value_appender(duck::Connection& connection, const std::string& table) {
  return duck::Appender::open(connection, table,
                              {DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_USMALLINT,
                               DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_UTINYINT,
                               DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_BOOLEAN});
}

}  // namespace

Result<Receipt> DuckSeriesLog::append(const Batch& batch) {
  std::lock_guard lock(writing_);
  if (auto ok = check_batch(batch, memory_.size()); !ok) return tl::unexpected(ok.error());
  auto before = known(batch);
  if (!before) return tl::unexpected(before.error());
  auto notes = new_notes(batch);
  if (!notes) return tl::unexpected(notes.error());
  auto arrival = arrive(batch, *before, *notes, memory_.last_seq() + 1);
  if (arrival.empty()) return arrival.receipt;
  if (auto ok = keep(batch, arrival); !ok) return tl::unexpected(ok.error());
  memory_.learn(arrival);
  kept_since_saved_ += arrival.samples.size();
  // The batch is durable already: a failure here only makes the next start slower.
  if (kept_since_saved_ >= kSaveLatestEvery) (void)save_latest();
  return arrival.receipt;
}

Result<Known> DuckSeriesLog::known(const Batch& batch) {
  Known known;
  newest_.resize(memory_.size() + 1);
  ++batches_;
  {
    auto hold = memory_.hold();
    for (const auto& s : batch.samples) {
      auto& newest = newest_[s.series];
      bool first = newest.batch != batches_;
      if (!memory_.newer(s.series, s.time) || (!first && s.time <= newest.time))
        known.try_emplace({s.series, s.time});
      newest = {batches_, first ? s.time : std::max(newest.time, s.time)};
    }
  }
  if (known.empty()) return known;
  if (auto ok = look_up(known); !ok) return tl::unexpected(ok.error());
  return known;
}

Result<void> DuckSeriesLog::look_up(Known& known) {
  if (auto ok = writer_.run("DELETE FROM late"); !ok) return ok;
  auto late = duck::Appender::open(
      writer_, "late", {DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_USMALLINT});
  if (!late) return tl::unexpected(late.error());
  Span span{from_ms(kLatest), from_ms(kEarliest)};
  for (const auto& [key, versions] : known) {
    auto time = split(key.time);
    late->set(0, key.series);
    late->set(1, time.second);
    late->set(2, time.milli);
    late->end_row();
    span.from = std::min(span.from, from_ms(key.time));
    span.until = std::max(span.until, from_ms(key.time + 1));
  }
  if (auto ok = late->close(); !ok) return ok;
  auto parts = parts_in(writer_, files_, span);
  if (!parts) return tl::unexpected(parts.error());
  if (parts->empty()) return {};
  auto rows = writer_.ask(
      fmt::format("SELECT series, second, milli, value, mark, origin FROM ({}) SEMI JOIN late "
                  "USING (series, second, milli) ORDER BY seq",
                  all_rows(*parts, time_condition(span))));
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next()) {
    Sample s{rows->get<uint32_t>(0), static_cast<Mark>(rows->get<uint8_t>(4)),
             static_cast<Origin>(rows->get<uint8_t>(5)),
             joined(rows->get<int64_t>(1), rows->get<uint16_t>(2)), rows->get<double>(3)};
    known[{s.series, s.time}].push_back(s);
  }
  return {};
}

Result<std::vector<bool>> DuckSeriesLog::new_notes(const Batch& batch) {
  using Text = std::tuple<int64_t, std::string, std::string, std::string, std::string>;
  std::vector<bool> fresh(batch.notes.size(), true);
  if (batch.notes.empty()) return fresh;
  std::string times;
  for (const auto& note : batch.notes)
    times += fmt::format("{}{}", times.empty() ? "" : ",", note.time);
  auto rows = writer_.ask(
      fmt::format("SELECT time, device, kind, code, text FROM note WHERE time IN ({})", times));
  if (!rows) return tl::unexpected(rows.error());
  std::set<Text> seen;
  while (rows->next())
    seen.emplace(rows->get<int64_t>(0), rows->text(1), rows->text(2), rows->text(3), rows->text(4));
  for (size_t i = 0; i < batch.notes.size(); ++i) {
    const auto& n = batch.notes[i];
    fresh[i] = seen.emplace(n.time, n.device, n.kind, n.code, n.text).second;
  }
  return fresh;
}

Result<void> DuckSeriesLog::keep(const Batch& batch, const Arrival& arrival) {
  auto day = day_of(batch.received);
  if (day_) day = std::max(day, *day_);  // a clock set back never reopens a day
  auto parts = open_parts_;
  auto next_part = next_part_;
  auto series = memory_.size();
  auto transaction = duck::Transaction::begin(writer_);
  if (!transaction) return tl::unexpected(transaction.error());
  Hash link;
  auto done = keep_series(series)
                  .and_then([&] { return keep_values(arrival, parts); })
                  .and_then([&] { return keep_frames(batch, arrival); })
                  .and_then([&] { return keep_notes(batch, arrival); })
                  .and_then([&] { return keep_link(batch, arrival, day); })
                  .map([&](const Hash& made) { link = made; })
                  .and_then([&] { return transaction->commit(); });
  if (!done) {
    next_part_ = next_part;
    return done;
  }
  kept_series_ = series;
  open_parts_ = std::move(parts);
  link_ = link;
  day_ = day;
  return {};
}

// Writes down the series up to that count.
Result<void> DuckSeriesLog::keep_series(size_t count) {
  if (count == kept_series_) return {};
  auto table = duck::Appender::open(writer_, "series",
                                    {DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_VARCHAR,
                                     DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_UTINYINT});
  if (!table) return tl::unexpected(table.error());
  for (auto id = static_cast<SeriesId>(kept_series_ + 1); id <= count; ++id) {
    auto key = *memory_.key(id);
    table->set(0, id);
    table->set_text(1, key.site);
    table->set_text(2, key.factor);
    table->set(3, static_cast<uint8_t>(key.cadence));
    table->set(4, static_cast<uint8_t>(key.measure));
    table->end_row();
  }
  return table->close();
}

Result<void> DuckSeriesLog::ensure_part(int64_t month, std::map<int64_t, Part>& parts) {
  if (parts.contains(month)) return {};
  Part part{.id = next_part_++, .month = month, .open = true, .file = {}};
  auto create = fmt::format("CREATE TABLE {}({})", part.table(), kValueColumns);
  if (auto ok = writer_.run(create); !ok) return ok;
  if (auto ok = list_part(writer_, part); !ok) return ok;
  parts[month] = part;
  return {};
}

Result<void> DuckSeriesLog::keep_values(const Arrival& arrival, std::map<int64_t, Part>& parts) {
  std::map<int64_t, uint64_t> revised;  // by month
  std::map<int64_t, std::vector<uint32_t>> rows;
  std::vector<uint32_t>* current = nullptr;
  int64_t month = 0, next_month = 0;
  for (uint32_t i = 0; i < arrival.samples.size(); ++i) {
    const auto& kept = arrival.samples[i];
    auto time = kept.sample.time;
    if (!current || time < month || time >= next_month) {
      auto period = Period::of(PeriodKind::month, from_ms(time));
      month = to_ms(period.begin);
      next_month = to_ms(period.end());
      current = &rows[month];
    }
    current->push_back(i);
    if (kept.revises) ++revised[month];
  }
  for (const auto& [begin, indices] : rows) {
    if (auto ok = ensure_part(begin, parts); !ok) return ok;
    auto appender = value_appender(writer_, parts[begin].table());
    if (!appender) return tl::unexpected(appender.error());
    for (auto i : indices) add_value(*appender, arrival.samples[i]);
    if (auto ok = appender->close(); !ok) return ok;
  }
  for (const auto& [begin, count] : revised) {
    auto& part = parts[begin];
    part.revised += count;
    auto sql = fmt::format("UPDATE part SET revised = {} WHERE id = {}", part.revised, part.id);
    if (auto ok = writer_.run(sql); !ok) return ok;
  }
  return {};
}

Result<void> DuckSeriesLog::keep_frames(const Batch& batch, const Arrival& arrival) {
  if (arrival.frames.empty()) return {};
  auto frames =
      duck::Appender::open(writer_, "frame",
                           {DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_VARCHAR,
                            DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_UINTEGER});
  if (!frames) return tl::unexpected(frames.error());
  struct Block {
    Seq first, last;
    std::string bytes;
  };
  std::vector<Block> blocks;
  std::string plain;
  Seq first = 0, last = 0;
  auto finish = [&] {
    if (!plain.empty() || first != 0) blocks.push_back({first, last, pack_block(plain)});
    plain.clear();
    first = 0;
  };
  for (const auto& kept : arrival.frames) {
    const auto& frame = batch.frames[kept.index];
    if (!plain.empty() && plain.size() + frame.bytes.size() > kBlockBytes) finish();
    if (first == 0) first = kept.seq;
    last = kept.seq;
    frames->set(0, kept.seq);
    frames->set(1, to_ms(frame.received));
    frames->set_text(2, frame.device);
    frames->set(3, first);
    frames->set(4, static_cast<uint32_t>(plain.size()));
    frames->set(5, static_cast<uint32_t>(frame.bytes.size()));
    frames->end_row();
    plain += frame.bytes;
  }
  finish();
  if (auto ok = frames->close(); !ok) return ok;
  auto table = duck::Appender::open(writer_, "frame_block",
                                    {DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_BLOB});
  if (!table) return tl::unexpected(table.error());
  for (const auto& block : blocks) {
    table->set(0, block.first);
    table->set(1, block.last);
    table->set_text(2, block.bytes);
    table->end_row();
  }
  return table->close();
}

Result<void> DuckSeriesLog::keep_notes(const Batch& batch, const Arrival& arrival) {
  if (arrival.notes.empty()) return {};
  auto table =
      duck::Appender::open(writer_, "note",
                           {DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_VARCHAR,
                            DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_VARCHAR});
  if (!table) return tl::unexpected(table.error());
  for (const auto& kept : arrival.notes) {
    const auto& note = batch.notes[kept.index];
    table->set(0, kept.seq);
    table->set(1, note.time);
    table->set_text(2, note.device);
    table->set_text(3, note.kind);
    table->set_text(4, note.code);
    table->set_text(5, note.text);
    table->end_row();
  }
  return table->close();
}

Result<Hash> DuckSeriesLog::keep_link(const Batch& batch, const Arrival& arrival, Day day) {
  BatchDigest digest;
  for (const auto& f : arrival.frames) digest.frame(f.seq, batch.frames[f.index]);
  {
    auto hold = memory_.hold();
    for (const auto& s : arrival.samples)
      digest.sample(s.sample, s.seq, kind_of(memory_.cadence(s.sample.series)));
  }
  for (const auto& n : arrival.notes) digest.note(n.seq, batch.notes[n.index]);
  auto parts = digest.finish();
  const auto& receipt = arrival.receipt;
  auto made = link(
      link_, {receipt.first, receipt.last, to_ms(batch.received), batch.by, batch.reason}, parts);
  auto part_bytes = bytes_of(parts);
  auto ok = writer_.run(
      "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {receipt.first, receipt.last, to_ms(batch.received), to_ms(start_of(day)),
       std::string_view(batch.by), std::string_view(batch.reason), uint64_t{arrival.frames.size()},
       uint64_t{arrival.samples.size()}, duck::Blob{part_bytes}, duck::Blob{bytes_of(made)}});
  if (!ok) return tl::unexpected(ok.error());
  return made;
}

}  // namespace qs::store
