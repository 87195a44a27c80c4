// The implementations of SeriesLog that the contract tests run over, each with its own directory.
#pragma once

#include "edge/store/duckdb_series_log.h"
#include "edge/store/memory_series_log.h"
#include "unit/store/scratch.h"

namespace qs::store {

struct MemorySeries {
  static constexpr bool kDurable = false;
  static std::unique_ptr<observe::SeriesLog> make(const Scratch&) { return memory_series_log(); }
};

struct DuckSeries {
  static constexpr bool kDurable = true;
  static std::unique_ptr<observe::SeriesLog> make(const Scratch& scratch) {
    auto log = DuckSeriesLog::open(scratch / "series.duckdb");
    check(log.has_value(), log ? "" : log.error().message().c_str());
    return std::move(*log);
  }
};

}  // namespace qs::store
