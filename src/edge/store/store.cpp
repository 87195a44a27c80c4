#include "edge/store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>

#include "edge/store/store_files.h"

namespace qs::store {
namespace {

std::string first_line(int file) {
  char text[64] = {};
  auto size = ::pread(file, text, sizeof text - 1, 0);
  return std::string(text, size > 0 ? static_cast<size_t>(size) : 0);
}

}  // namespace

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
  auto file = directory / "lock";
  DirectoryLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.file_ < 0) return fail(std::strerror(errno), file.string());
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0)
    return fail(fmt::format("the store is in use by process {}", first_line(lock.file_)),
                directory.string());
  auto owner = std::to_string(::getpid());
  // Only for people to read: the lock itself is the kernel's and ends with the process.
  if (::ftruncate(lock.file_, 0) != 0 || ::pwrite(lock.file_, owner.data(), owner.size(), 0) < 0)
    return fail(std::strerror(errno), file.string());
  return lock;
}

DirectoryLock::~DirectoryLock() {
  if (file_ >= 0) ::close(file_);
}

Result<Store> open_store(const std::filesystem::path& directory, const StoreOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return fail(error.message(), directory.string());
  auto lock = DirectoryLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  auto series = DuckSeriesLog::open(
      directory / kSeriesFile, {.memory_limit = options.memory_limit, .threads = options.threads});
  if (!series) return tl::unexpected(series.error());
  auto records = SqliteRecordLog::open(directory / kRecordsFile);
  if (!records) return tl::unexpected(records.error());
  auto files = std::make_shared<Files>(std::move(*lock), directory, series->get(), records->get());
  return Store{std::move(files), std::move(*series), std::move(*records)};
}

Result<Verification> verify(const Store& store) {
  auto series = store.series->first_broken_day();
  if (!series) return tl::unexpected(series.error());
  auto records = store.records->first_broken_day();
  if (!records) return tl::unexpected(records.error());
  return Verification{*series, *records};
}

Result<void> archive_month(Store& store, Period month, const std::filesystem::path& file) {
  return store.files->series().archive_month(month, file);
}

Retention::Term Retention::of(DataKind kind) const {
  switch (kind) {
    case DataKind::frames:
      return frames;
    case DataKind::realtime:
      return realtime;
    case DataKind::minute:
      return minute;
    case DataKind::hour_and_longer:
      return hour_and_longer;
    case DataKind::notes:
      return notes;
  }
  return {};
}

Result<uint64_t> apply_retention(Store& store, Instant now, const Retention& retention) {
  uint64_t removed = 0;
  for (size_t i = 0; i < kDataKinds; ++i) {
    auto kind = static_cast<DataKind>(i);
    auto term = retention.of(kind);
    if (!term) continue;
    auto done = store.files->series().purge(kind, day_of(now - *term), now);
    if (!done) return done;
    removed += *done;
  }
  return removed;
}

}  // namespace qs::store
