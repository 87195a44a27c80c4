// What stands behind a Store, for this room only.
#pragma once

#include "edge/store/duckdb_series_log.h"
#include "edge/store/sqlite_record_log.h"
#include "edge/store/store.h"

namespace qs::store {

inline constexpr const char* kSeriesFile = "series.duckdb";
inline constexpr const char* kRecordsFile = "records.sqlite";

class DirectoryLock {
 public:
  static Result<DirectoryLock> take(const std::filesystem::path& directory);
  DirectoryLock(DirectoryLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int file) : file_(file) {}
  int file_;
};

class Files {
 public:
  Files(DirectoryLock&& lock, std::filesystem::path directory, DuckSeriesLog* series,
        SqliteRecordLog* records)
      : lock_(std::move(lock)),
        directory_(std::move(directory)),
        series_(series),
        records_(records) {}
  const std::filesystem::path& directory() const { return directory_; }
  DuckSeriesLog& series() const { return *series_; }
  SqliteRecordLog& records() const { return *records_; }

 private:
  DirectoryLock lock_;
  std::filesystem::path directory_;
  DuckSeriesLog* series_;  // owned by the Store
  SqliteRecordLog* records_;
};

}  // namespace qs::store
