#include "edge/store/duckdb_parts.h"

#include <fmt/ranges.h>

#include "edge/store/arrival.h"

namespace qs::store {
namespace {

constexpr int64_t kLongestMonth = 32ll * 86'400'000;

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

int64_t month_of(int64_t ms) {
  return to_ms(Period::of(PeriodKind::month, from_ms(ms)).begin);
}

Result<std::vector<Part>> parts_in(duck::Connection& connection, Span any) {
  auto span = clamped(any);
  auto rows = connection.ask(
      fmt::format("SELECT id, month, sorted, open, revised FROM part WHERE month > {} AND "
                  "month < {} ORDER BY month, id",
                  to_ms(span.from) - kLongestMonth, to_ms(span.until)));
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Part> parts;
  while (rows->next())
    parts.push_back({rows->get<uint64_t>(0), rows->get<int64_t>(1), rows->get<bool>(2),
                     rows->get<bool>(3), rows->get<uint64_t>(4)});
  return parts;
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

std::string all_rows(const std::vector<Part>& parts, const std::string& condition) {
  std::vector<std::string> selects;
  for (const auto& part : parts)
    selects.push_back(fmt::format("SELECT * FROM {} WHERE {}", part.table(), condition));
  return fmt::format("{}", fmt::join(selects, " UNION ALL "));
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
