// 分区: how values lie in DuckDB. Each month of value time has parts, plain tables without keys:
// at most one open part in order of arrival, sealed ones on their way, and one sorted part once
// the month was closed. The table `part` lists them, so a reader's snapshot is consistent.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/time.h"
#include "edge/store/duckdb_session.h"
#include "kernel/observe/series.h"

namespace qs::store {

// A value's time lies in two columns, since devices send whole seconds: small steps pack better.
struct SplitTime {
  int64_t second = 0;
  uint16_t milli = 0;
};
SplitTime split(int64_t ms);
inline int64_t joined(int64_t second, uint16_t milli) {
  return second * 1000 + milli;
}

inline constexpr const char* kValueColumns =
    "series UINTEGER, second BIGINT, milli USMALLINT, value DOUBLE, mark UTINYINT, "
    "origin UTINYINT, seq UBIGINT, slot UINTEGER, revises BOOLEAN";

struct Part {
  uint64_t id = 0;
  int64_t month = 0;     // UTC ms of its local beginning
  bool sorted = false;   // by series, time, seq
  bool open = false;     // takes what arrives
  uint64_t revised = 0;  // rows that are a later version of an earlier row of the month
  std::string table() const { return fmt::format("p{}", id); }
};

int64_t month_of(int64_t ms);

// The parts that may hold values of the span, within the connection's transaction.
Result<std::vector<Part>> parts_in(duck::Connection& connection, Span span);

// Condition for the time span, and for series (sorted or not; may be empty: none).
std::string time_condition(Span span);
std::string series_condition(std::span<const observe::SeriesId> series);

// SELECT of every row that meets the condition, versions and all.
std::string all_rows(const std::vector<Part>& parts, const std::string& condition);
// SELECT of the version that stands of each (series, time); the condition must not split versions.
std::string standing_rows(const std::vector<Part>& parts, const std::string& condition);

}  // namespace qs::store
