#include "edge/store/duckdb_parts.h"

#include <fmt/ranges.h>

#include "base/durable_file.h"
#include "edge/store/arrival.h"

namespace qs::store {

using observe::Seq;

namespace {

constexpr int64_t kLongestMonth = 32ll * 86'400'000;
constexpr int kGreatestDivisor = 1'000'000;  // six decimals; more lie as they are
constexpr size_t kPackedGroup = 122'880;     // rows that are read together

Span clamped(Span span) {
  auto clamp = [](Instant t) { return from_ms(std::clamp(to_ms(t), kEarliest, kLatest)); };
  return {clamp(span.from), clamp(span.until)};
}

}  // namespace

SplitTime split(int64_t ms) {
  auto second = ms / 1000, milli = ms % 1000;
  if (milli < 0) milli += 1000, --second;
  return {second, static_cast<uint16_t>(milli)};
}

Result<std::vector<Part>> parts_in(duck::Connection& connection, const std::filesystem::path& files,
                                   Span any) {
  auto span = clamped(any);
  auto rows = connection.ask(
      fmt::format("SELECT id, month, packed, open, revised, first, last FROM part WHERE month > {} "
                  "AND month < {} ORDER BY month, id",
                  to_ms(span.from) - kLongestMonth, to_ms(span.until)));
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Part> parts;
  while (rows->next()) {
    parts.push_back({rows->get<uint64_t>(0),
                     rows->get<int64_t>(1),
                     rows->get<bool>(2),
                     rows->get<bool>(3),
                     rows->get<uint64_t>(4),
                     rows->get<uint64_t>(5),
                     rows->get<uint64_t>(6),
                     {}});
    auto& part = parts.back();
    if (part.packed) part.file = packed_file(files, part);
  }
  return parts;
}

std::filesystem::path months_beside(const std::filesystem::path& database) {
  return database.parent_path() / kMonthsFolder;
}

std::filesystem::path packed_file(const std::filesystem::path& files, const Part& part) {
  return files / fmt::format("{}-{}.parquet", iso_month(day_of(from_ms(part.month))), part.id);
}

std::vector<Part> with_seq(std::vector<Part> parts, Seq from, Seq until) {
  std::erase_if(parts, [&](const Part& p) { return p.last < from || p.first >= until; });
  return parts;
}

Result<void> list_part(duck::Connection& connection, const Part& part) {
  return connection.run(fmt::format(
      "INSERT INTO part(id, month, packed, open, revised, first, last) VALUES "
      "({}, {}, {}, {}, {}, {}, {})",
      part.id, part.month, part.packed, part.open, part.revised, part.first, part.last));
}

std::string time_condition(Span any) {
  auto span = clamped(any);
  auto from = split(to_ms(span.from)), until = split(to_ms(span.until));
  auto text = fmt::format("second >= {} AND second {} {}", from.second,
                          until.milli == 0 ? "<" : "<=", until.second);
  if (from.milli != 0 || until.milli != 0)
    text += fmt::format(" AND second * 1000 + milli >= {} AND second * 1000 + milli < {}",
                        to_ms(span.from), to_ms(span.until));
  return text;
}

std::string series_condition(std::span<const observe::SeriesId> series) {
  std::vector<observe::SeriesId> ids(series.begin(), series.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.empty()) return "false";
  auto text = fmt::format("series BETWEEN {} AND {}", ids.front(), ids.back());
  if (ids.back() - ids.front() + 1 != ids.size())
    text += fmt::format(" AND series IN ({})", fmt::join(ids, ","));
  return text;
}

// Values that are decimals lie in packed parts as whole numbers, which pack to half of what their
// doubles do: scaled / divisor gives back the very same double, else the value lies in `exact`.
std::string all_rows(const std::vector<Part>& parts, const std::string& condition) {
  std::vector<std::string> selects, files;
  for (const auto& part : parts) {
    if (part.packed)
      files.push_back(duck::quoted(part.file.string()));
    else
      selects.push_back(fmt::format("SELECT * FROM {} WHERE {}", part.table(), condition));
  }
  if (!files.empty())
    selects.push_back(fmt::format(
        "SELECT series, second, milli, coalesce(exact, scaled / divisor) AS value, mark, origin, "
        "seq, slot, revises FROM read_parquet([{}]) WHERE {}",
        fmt::join(files, ","), condition));
  return fmt::format("{}", fmt::join(selects, " UNION ALL "));
}

Result<void> pack(duck::Connection& connection, const std::string& rows,
                  const std::filesystem::path& file) {
  auto unfinished = file;
  unfinished += ".tmp";
  // One divisor for a series, the greatest that any of its values needs: steps stay small.
  std::string divisor = "CASE";
  for (auto d = 1; d <= kGreatestDivisor; d *= 10)
    divisor += fmt::format(" WHEN round(value * {0}) / {0}::DOUBLE = value THEN {0}", d);
  auto done = connection.run(fmt::format(
      "COPY (WITH r AS NOT MATERIALIZED ({0}), "
      "d AS (SELECT series, coalesce(max({1} END), 1)::DOUBLE AS divisor FROM r GROUP BY series), "
      "n AS (SELECT r.*, divisor, TRY_CAST(round(value * divisor) AS BIGINT) AS whole, "
      "whole / divisor = value AND NOT (value = 0 AND signbit(value)) AS fits "
      "FROM r JOIN d USING (series)) "
      "SELECT series, second, milli, CASE WHEN fits THEN whole END AS scaled, "
      "CASE WHEN fits THEN NULL ELSE value END AS exact, divisor, mark, origin, seq, slot, revises "
      "FROM n ORDER BY series, second, milli, seq) TO {2} (FORMAT parquet, COMPRESSION zstd, "
      "PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE {3})",
      rows, divisor, duck::quoted(unfinished.string()), kPackedGroup));
  if (!done) return done;
  return put_in_place(unfinished, file);
}

std::string standing_rows(const std::vector<Part>& parts, const std::string& condition) {
  auto rows = all_rows(parts, condition);
  bool any = std::any_of(parts.begin(), parts.end(), [](const Part& p) { return p.revised > 0; });
  if (!any) return rows;
  return fmt::format(
      "WITH r AS ({}), k AS (SELECT DISTINCT series, second, milli FROM r WHERE revises) "
      "SELECT * FROM r ANTI JOIN k USING (series, second, milli) UNION ALL "
      "SELECT * FROM r SEMI JOIN k USING (series, second, milli) QUALIFY row_number() OVER "
      "(PARTITION BY series, second, milli ORDER BY (origin = {}) DESC, seq DESC) = 1",
      rows, static_cast<int>(observe::Origin::audit));
}

}  // namespace qs::store
