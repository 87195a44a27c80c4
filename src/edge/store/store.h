// 存储: one directory holds all that must last: series.duckdb, records.sqlite, and a lock.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "edge/store/data_kind.h"
#include "kernel/ledger/record_log.h"
#include "kernel/observe/series_log.h"

namespace qs::store {

struct StoreOptions {
  std::string memory_limit = "1GB";  // of the series database
  int threads = 2;                   // of the series database
};

class Files;  // the databases behind the seams, and the lock

// One process at a time. Who may call what from which thread: duckdb_series_log.h and
// sqlite_record_log.h; in short, one writer each and any number of readers.
struct Store {
  std::shared_ptr<Files> files;
  std::unique_ptr<observe::SeriesLog> series;
  std::unique_ptr<ledger::RecordLog> records;
};

// Makes the directory when it is not there. A second process gets an Error that names the first.
Result<Store> open_store(const std::filesystem::path& directory, const StoreOptions& options = {});

struct Verification {
  std::optional<Day> series, records;  // the first broken day of each
  bool holds() const { return !series && !records; }
};
// Makes both chains again from the data; takes long, disturbs nobody.
Result<Verification> verify(const Store& store);

}  // namespace qs::store
