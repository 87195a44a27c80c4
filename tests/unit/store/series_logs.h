// The implementations of SeriesLog that the contract tests run over, each with its own directory.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "edge/store/duckdb_series_log.h"
#include "edge/store/memory_series_log.h"

namespace qs::store {

// A fresh directory that is removed at the end.
class Scratch {
 public:
  Scratch() {
    auto pattern = (std::filesystem::temp_directory_path() / "qs-store-XXXXXX").string();
    check(::mkdtemp(pattern.data()) != nullptr, "a scratch directory");
    path_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

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
