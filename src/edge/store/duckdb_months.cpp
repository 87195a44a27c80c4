// Months: closing rewrites one sorted by series and time, beside the running append.
#include <fmt/ranges.h>

#include "edge/store/duckdb_series_log.h"

namespace qs::store {

// Seals the open part, so that nobody writes to any part of the month; later arrivals open a new
// one. A death after this loses nothing: sealed parts are read like any other.
Result<DuckSeriesLog::Rewrite> DuckSeriesLog::seal(int64_t month) {
  std::lock_guard lock(writing_);
  auto parts = parts_in(writer_, {from_ms(month), from_ms(month + 1)});
  if (!parts) return tl::unexpected(parts.error());
  Rewrite rewrite;
  for (const auto& part : *parts)
    if (part.month == month) rewrite.from.push_back(part);
  if (rewrite.from.size() == 1 && rewrite.from.front().sorted) rewrite.from.clear();
  if (rewrite.from.empty()) return rewrite;
  auto sql = fmt::format("UPDATE part SET open = false WHERE month = {} AND open", month);
  if (auto ok = writer_.run(sql); !ok) return tl::unexpected(ok.error());
  open_parts_.erase(month);
  rewrite.to = {next_part_++, month, true, false, 0};
  for (const auto& part : rewrite.from) rewrite.to.revised += part.revised;
  return rewrite;
}

Result<void> DuckSeriesLog::close_month(Period month) {
  if (month.kind != PeriodKind::month) return fail("only months are closed", iso(month.begin));
  std::lock_guard closing(closing_);
  auto rewrite = seal(to_ms(month.begin));
  if (!rewrite) return tl::unexpected(rewrite.error());
  if (rewrite->from.empty()) return {};
  auto db = database_.connect();
  if (!db) return tl::unexpected(db.error());
  auto transaction = duck::Transaction::begin(*db);
  if (!transaction) return tl::unexpected(transaction.error());
  std::vector<uint64_t> old;
  for (const auto& part : rewrite->from) old.push_back(part.id);
  const auto& to = rewrite->to;
  std::vector<std::string> steps{
      fmt::format("CREATE TABLE {} AS SELECT * FROM ({}) ORDER BY series, second, milli, seq",
                  to.table(), all_rows(rewrite->from, "true")),
      fmt::format("DELETE FROM part WHERE id IN ({})", fmt::join(old, ",")),
      fmt::format("INSERT INTO part VALUES ({}, {}, true, false, {})", to.id, to.month,
                  to.revised)};
  for (const auto& part : rewrite->from)
    steps.push_back(fmt::format("DROP TABLE {}", part.table()));
  for (const auto& sql : steps)
    if (auto ok = db->run(sql); !ok) return ok;
  if (auto ok = transaction->commit(); !ok) return ok;
  return checkpoint();
}

}  // namespace qs::store
