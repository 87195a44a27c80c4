#include "edge/store/archive.h"

#include "base/durable_file.h"
#include "edge/store/duckdb_series_log.h"

namespace qs::store {

using namespace observe;

namespace {

constexpr int kCadences = static_cast<int>(Cadence::year) + 1;
constexpr int kMeasures = static_cast<int>(Measure::index) + 1;
constexpr int kMarks = static_cast<int>(Mark::other) + 1;
constexpr int kOrigins = static_cast<int>(Origin::audit) + 1;

// An SQL expression: the name of the enumeration's value in `column`.
template <class Name>
std::string named(const char* column, int count, Name name) {
  std::string list;
  for (int i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + duck::quoted(name(i));
  return fmt::format("[{}][{} + 1]", list, column);
}

// The enumeration's value of that name, or its last one.
template <class E, class Name>
E of_name(std::string_view text, int count, Name name) {
  for (int i = 0; i < count; ++i)
    if (name(i) == text) return static_cast<E>(i);
  return static_cast<E>(count - 1);
}

std::string_view cadence_name(int i) {
  return name(static_cast<Cadence>(i));
}
std::string_view measure_name(int i) {
  return name(static_cast<Measure>(i));
}
std::string_view mark_name(int i) {
  return letter(static_cast<Mark>(i));
}
std::string_view origin_name(int i) {
  return name(static_cast<Origin>(i));
}

}  // namespace

Result<void> DuckSeriesLog::archive_month(Period month, const std::filesystem::path& file) const {
  if (month.kind != PeriodKind::month) return fail("only months are archived", iso(month.begin));
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto& db = snapshot->connection();
  auto parts = parts_in(db, files_, month.span());
  if (!parts) return tl::unexpected(parts.error());
  std::erase_if(*parts, [&](const Part& p) { return p.month != to_ms(month.begin); });
  if (parts->empty()) return fail("the month holds no values", iso(day_of(month.begin)));
  auto unfinished = file;
  unfinished += ".tmp";
  auto done = db.run(fmt::format(
      "COPY (SELECT s.site, s.factor, {} AS cadence, {} AS measure, "
      "to_timestamp(second + milli / 1000.0) AS time, value, {} AS mark, {} AS origin, seq "
      "FROM ({}) v JOIN series s ON s.id = v.series ORDER BY v.series, second, milli, seq) "
      "TO {} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)",
      named("s.cadence", kCadences, cadence_name), named("s.measure", kMeasures, measure_name),
      named("v.mark", kMarks, mark_name), named("v.origin", kOrigins, origin_name),
      all_rows(*parts, "true"), duck::quoted(unfinished.string())));
  if (!done) return done;
  return put_in_place(unfinished, file);
}

Result<void> read_archive(const std::filesystem::path& file,
                          const std::function<void(const ArchivedValue&)>& each) {
  auto database = duck::Database::open({}, {});
  if (!database) return tl::unexpected(database.error());
  auto db = database->connect();
  if (!db) return tl::unexpected(db.error());
  auto rows = db->ask(fmt::format(
      "SELECT site, factor, cadence, measure, epoch_ms(time), value, mark, origin, seq FROM "
      "read_parquet({})",
      duck::quoted(file.string())));
  if (!rows) return tl::unexpected(rows.error());
  while (rows->next())
    each({{std::string(rows->text(0)), std::string(rows->text(1)),
           of_name<Cadence>(rows->text(2), kCadences, cadence_name),
           of_name<Measure>(rows->text(3), kMeasures, measure_name)},
          rows->get<int64_t>(4),
          rows->get<double>(5),
          of_name<Mark>(rows->text(6), kMarks, mark_name),
          of_name<Origin>(rows->text(7), kOrigins, origin_name),
          rows->get<uint64_t>(8)});
  return {};
}

}  // namespace qs::store
