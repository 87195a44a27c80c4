// 归档: months as Parquet, for any tool. Columns: site, factor, cadence, measure (names as in
// kernel/observe), time (UTC), value, mark (HJ 212 letter), origin, seq; every version, ordered by
// series, time and seq.
#pragma once

#include <filesystem>
#include <functional>

#include "base/result.h"
#include "kernel/observe/series_log.h"

namespace qs::store {

struct ArchivedValue {
  observe::SeriesKey key;
  int64_t time = 0;  // UTC ms
  double value = 0;
  observe::Mark mark{};
  observe::Origin origin{};
  observe::Seq seq = 0;
};

// Reads an archive back, row by row.
Result<void> read_archive(const std::filesystem::path& file,
                          const std::function<void(const ArchivedValue&)>& each);

}  // namespace qs::store
