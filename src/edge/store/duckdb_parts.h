// 分区: how values lie on disk. Each month of value time has parts: at most one open part in order
// of arrival and sealed ones on their way, both plain tables without keys, and once the month was
// closed one packed part, a Parquet file sorted by series, time and seq that never changes. The
// table `part` lists them, so a reader's snapshot is consistent.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <limits>
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
  bool packed = false;   // a file, not a table
  bool open = false;     // takes what arrives
  uint64_t revised = 0;  // rows that are a later version of an earlier row of the month
  // What it may hold lies in [first, last]; exact once packed.
  observe::Seq first = 0, last = std::numeric_limits<int64_t>::max();
  std::filesystem::path file;  // of a packed part
  std::string table() const { return fmt::format("p{}", id); }
};

inline constexpr const char* kMonthsFolder = "months";  // of packed parts, beside the database
inline constexpr Span kAllTime{Instant::min(), Instant::max()};

// The parts that may hold values of the span, within the connection's transaction; packed ones lie
// in `files`.
Result<std::vector<Part>> parts_in(duck::Connection& connection, const std::filesystem::path& files,
                                   Span span);
std::filesystem::path months_beside(const std::filesystem::path& database);
std::filesystem::path packed_file(const std::filesystem::path& files, const Part& part);
// Those that may hold a seq in [from, until).
std::vector<Part> with_seq(std::vector<Part> parts, observe::Seq from, observe::Seq until);
Result<void> list_part(duck::Connection& connection, const Part& part);

// Condition for the time span, and for series (sorted or not; may be empty: none).
std::string time_condition(Span span);
std::string series_condition(std::span<const observe::SeriesId> series);

// SELECT of every row that meets the condition, versions and all.
std::string all_rows(const std::vector<Part>& parts, const std::string& condition);
// Writes what a SELECT of value columns gives to a file that lasts, ordered as packed parts are.
Result<void> pack(duck::Connection& connection, const std::string& rows,
                  const std::filesystem::path& file);
// SELECT of the version that stands of each (series, time) among the rows that meet the condition.
std::string standing_rows(const std::vector<Part>& parts, const std::string& condition);

}  // namespace qs::store
