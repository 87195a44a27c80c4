// 存储: one directory holds all that must last: series.duckdb and the folder months
// with what is packed of it, records.sqlite, and a lock.
#pragma once

#include <chrono>
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

// A consistent copy of both databases and of the files kept beside them (evidence, imports,
// archive, sign-on.toml, forwards; no secrets) into a new directory, made beside the running store,
// with a manifest of sizes and SHA-256. What is in it is durable when this returns.
Result<void> backup(Store& store, const std::filesystem::path& directory);
// Checks the backup against its manifest and makes a new store directory of it; neither exists
// half-done after an Error.
Result<void> restore(const std::filesystem::path& backup, const std::filesystem::path& directory);

// 归档: every version of a month's values as one Parquet file, which replaces an older one at once.
Result<void> archive_month(Store& store, Period month, const std::filesystem::path& file);

// 保存期限: how long each kind is kept after its receipt; nullopt: for ever.
struct Retention {
  using Term = std::optional<std::chrono::days>;
  Term frames{731}, realtime{731}, minute{731}, hour_and_longer, notes{731};
  Term of(DataKind kind) const;
};
// Removes what is past its term; how many rows. Each removal is recorded and the proof still holds.
Result<uint64_t> apply_retention(Store& store, Instant now, const Retention& retention = {});

}  // namespace qs::store
