// Reading threads: each question is one read-only transaction on a lent connection.
#include "edge/store/duckdb_series_log.h"
#include "edge/store/frame_rows.h"

namespace qs::store {

using namespace observe;

namespace {

constexpr Mark kMarks[] = {
    Mark::normal,      Mark::stopped,         Mark::maintenance, Mark::manual,       Mark::fault,
    Mark::calibration, Mark::over_range,      Mark::comm_fault,  Mark::starting,     Mark::shutting,
    Mark::no_data,     Mark::below_detection, Mark::invalid,     Mark::insufficient, Mark::other};

std::string counting_marks() {
  std::string list;
  for (auto mark : kMarks)
    if (counts(mark)) list += fmt::format("{}{}", list.empty() ? "" : ",", static_cast<int>(mark));
  return fmt::format("mark IN ({})", list);
}

constexpr int64_t kShift = std::chrono::seconds(kOffset).count(), kDay = 86400;

// The beginning of the period of `second`, in UTC seconds.
std::string period_expression(PeriodKind kind) {
  auto step = [](int64_t length, int64_t shift) {  // shifted further, so that none is negative
    auto before = (-kEarliest / 1000 / length + 1) * length;
    return fmt::format("second - (second + {}) % {}", shift + before, length);
  };
  auto calendar = [](const char* unit) {
    return fmt::format(
        "epoch_us(date_trunc('{}', make_timestamp((second + {}) * 1000000))) // 1000000 - {}", unit,
        kShift, kShift);
  };
  switch (kind) {
    case PeriodKind::minute:
      return step(60, 0);
    case PeriodKind::five_minutes:
      return step(300, 0);
    case PeriodKind::ten_minutes:
      return step(600, 0);
    case PeriodKind::hour:
      return step(3600, 0);
    case PeriodKind::day:
      return step(kDay, kShift);
    case PeriodKind::week:
      return step(7 * kDay, kShift + 3 * kDay);  // 1970-01-01 was a Thursday
    case PeriodKind::month:
      return calendar("month");
    case PeriodKind::quarter:
      return calendar("quarter");
    case PeriodKind::year:
      return calendar("year");
  }
  check(false, "unknown period kind");
  return {};
}

std::string aggregate_expression(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::mean:
      return "avg(value)";
    case Aggregate::minimum:
      return "min(value)";
    case Aggregate::maximum:
      return "max(value)";
    case Aggregate::sum:
      return "sum(value)";
    case Aggregate::count:
      return "count(*)::DOUBLE";
    case Aggregate::last:
      return "arg_max(value, second * 1000 + milli)";
  }
  check(false, "unknown aggregate");
  return {};
}

}  // namespace

Result<std::vector<Sample>> DuckSeriesLog::scan(std::span<const SeriesId> series, Span span) const {
  return read(series, span, "true");
}

Result<std::vector<Sample>> DuckSeriesLog::measured(std::span<const SeriesId> series,
                                                    Span span) const {
  return read(series, span, fmt::format("origin <> {}", static_cast<int>(Origin::calibrated)));
}

Result<std::vector<Sample>> DuckSeriesLog::as_of(std::span<const SeriesId> series, Span span,
                                                 Seq until) const {
  return read(series, span, fmt::format("seq <= {}", until));
}

Result<std::vector<Sample>> DuckSeriesLog::read(std::span<const SeriesId> series, Span span,
                                                const std::string& versions) const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto parts = parts_in(db, files_, span);
  if (!parts) return tl::unexpected(parts.error());
  std::vector<Sample> out;
  if (parts->empty() || series.empty()) return out;
  auto where =
      fmt::format("{} AND {} AND {}", series_condition(series), time_condition(span), versions);
  auto rows =
      db.ask(fmt::format("SELECT series, second, milli, value, mark, origin, seq, slot FROM ({}) "
                         "ORDER BY series, second, milli",
                         standing_rows(*parts, where)));
  if (!rows) return tl::unexpected(rows.error());
  while (auto n = rows->next_chunk()) {
    auto id = rows->column<uint32_t>(0);
    auto second = rows->column<int64_t>(1);
    auto milli = rows->column<uint16_t>(2);
    auto value = rows->column<double>(3);
    auto mark = rows->column<uint8_t>(4), origin = rows->column<uint8_t>(5);
    auto seq = rows->column<uint64_t>(6);
    auto slot = rows->column<uint32_t>(7);
    for (size_t i = 0; i < n; ++i)
      out.push_back({id[i], static_cast<Mark>(mark[i]), static_cast<Origin>(origin[i]),
                     joined(second[i], milli[i]), value[i], slot[i] == 0 ? 0 : seq[i] - slot[i]});
  }
  return out;
}

Result<Span> DuckSeriesLog::extent() const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto parts = parts_in(snapshot->connection(), files_, kAllTime);
  if (!parts) return tl::unexpected(parts.error());
  if (parts->empty()) return Span{};
  auto last = Period::of(PeriodKind::month, from_ms(parts->back().month));
  return Span{from_ms(parts->front().month), last.end()};
}

Result<std::vector<Version>> DuckSeriesLog::versions(SeriesId series, int64_t time) const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  Span span{from_ms(time), from_ms(time + 1)};
  auto parts = parts_in(db, files_, span);
  if (!parts) return tl::unexpected(parts.error());
  std::vector<Version> out;
  if (parts->empty()) return out;
  auto where = fmt::format("series = {} AND {}", series, time_condition(span));
  auto rows = db.ask(fmt::format("SELECT value, mark, origin, seq, slot FROM ({}) ORDER BY seq",
                                 all_rows(*parts, where)));
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next()) {
    auto seq = rows->get<uint64_t>(3);
    auto slot = rows->get<uint32_t>(4);
    Version version{{series, static_cast<Mark>(rows->get<uint8_t>(1)),
                     static_cast<Origin>(rows->get<uint8_t>(2)), time, rows->get<double>(0),
                     slot == 0 ? 0 : seq - slot},
                    seq,
                    {},
                    {},
                    {}};
    auto batch = db.ask("SELECT received, actor, reason FROM batch WHERE first <= ? AND last >= ?",
                        {seq, seq});
    if (!batch) return tl::unexpected(batch.error());
    if (!batch->next()) return fail("a value's batch is missing", fmt::format("seq {}", seq));
    version.received = from_ms(batch->get<int64_t>(0));
    version.by = batch->text(1);
    version.reason = batch->text(2);
    out.push_back(std::move(version));
  }
  return out;
}

Result<std::vector<Bucket>> DuckSeriesLog::statistic(std::span<const SeriesId> series, Span span,
                                                     PeriodKind kind, Aggregate aggregate) const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto parts = parts_in(db, files_, span);
  if (!parts) return tl::unexpected(parts.error());
  std::vector<Bucket> out;
  if (parts->empty() || series.empty()) return out;
  auto where = series_condition(series) + " AND " + time_condition(span);
  auto rows = db.ask(fmt::format(
      "SELECT series, {} AS begin, {} AS figure, count(*)::UINTEGER AS n FROM ({}) WHERE {} "
      "GROUP BY series, begin ORDER BY series, begin",
      period_expression(kind), aggregate_expression(aggregate), standing_rows(*parts, where),
      counting_marks()));
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next())
    out.push_back({rows->get<uint32_t>(0), rows->get<int64_t>(1) * 1000, rows->get<double>(2),
                   rows->get<uint32_t>(3)});
  return out;
}

Result<std::vector<Change>> DuckSeriesLog::changes(Seq after, size_t limit) const {
  if (auto recent = memory_.changes(after, limit)) return *recent;
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto parts = parts_in(db, files_, kAllTime).map([&](auto all) {
    return with_seq(std::move(all), after + 1, memory_.last_seq() + 1);
  });
  if (!parts) return tl::unexpected(parts.error());
  std::vector<Change> out;
  if (parts->empty()) return out;
  auto rows =
      db.ask(fmt::format("SELECT seq, series, second * 1000 + milli FROM ({}) "
                         "ORDER BY seq LIMIT {}",
                         all_rows(*parts, fmt::format("seq > {}", after)), limit));
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next())
    out.push_back({rows->get<uint64_t>(0), rows->get<uint32_t>(1), rows->get<int64_t>(2)});
  return out;
}

Result<std::optional<RawFrame>> DuckSeriesLog::frame(Seq seq) const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto rows = db.ask(fmt::format("{} WHERE seq = ?", kFrameRows), {seq});
  if (!rows) return tl::unexpected(rows.error());
  auto frames = read_frames(db, *rows);
  if (!frames) return tl::unexpected(frames.error());
  return frames->empty() ? std::nullopt : std::optional(std::move(frames->front().second));
}

Result<Frames> DuckSeriesLog::frames(std::string_view device, Span received, size_t limit) const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto rows =
      db.ask(fmt::format(
                 "{} WHERE device = ? AND received >= ? AND received < ? ORDER BY seq DESC LIMIT ?",
                 kFrameRows),
             {device, to_ms(received.from), to_ms(received.until), uint64_t{limit}});
  if (!rows) return tl::unexpected(rows.error());
  return read_frames(db, *rows);
}

Result<std::vector<Note>> DuckSeriesLog::notes(std::string_view device, Span span,
                                               size_t limit) const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto rows = db.ask(
      "SELECT time, kind, code, text FROM note WHERE device = ? AND time >= ? AND time < ? "
      "ORDER BY time, seq LIMIT ?",
      {device, to_ms(span.from), to_ms(span.until), uint64_t{limit}});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Note> out;
  while (rows->next())
    out.push_back({std::string(device), rows->get<int64_t>(0), std::string(rows->text(1)),
                   std::string(rows->text(2)), std::string(rows->text(3))});
  return out;
}

}  // namespace qs::store
