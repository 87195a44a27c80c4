// Backup and restore of a whole store.
#include <fstream>

#include "base/csv.h"
#include "base/json.h"
#include "edge/store/disk.h"
#include "edge/store/store_files.h"

namespace qs::store {

namespace fs = std::filesystem;

namespace {

constexpr const char* kManifest = "manifest.json";
constexpr int kFormat = 1;

Result<Json> entry_of(const fs::path& directory, const char* name) {
  auto hash = sha256_of(directory / name);
  if (!hash) return tl::unexpected(hash.error());
  return Json{{"name", name}, {"size", fs::file_size(directory / name)}, {"sha256", *hash}};
}

Result<void> write_manifest(const fs::path& directory, Json manifest) {
  manifest["format"] = kFormat;
  for (auto name : {kRecordsFile, kSeriesFile}) {
    if (auto ok = flush_to_disk(directory / name); !ok) return ok;
    auto entry = entry_of(directory, name);
    if (!entry) return tl::unexpected(entry.error());
    manifest["files"].push_back(*entry);
  }
  auto unfinished = directory / "manifest.tmp";
  std::ofstream(unfinished) << manifest.dump(2) << '\n';
  return put_in_place(unfinished, directory / kManifest);
}

Result<void> check_manifest(const fs::path& directory) {
  auto text = read_file(directory / kManifest);
  if (!text) return tl::unexpected(text.error());
  auto manifest = Json::parse(*text, nullptr, false);
  if (!manifest.is_object() || manifest.value("format", 0) != kFormat)
    return fail("not a manifest of this format", (directory / kManifest).string());
  for (auto name : {kRecordsFile, kSeriesFile}) {
    auto entry = entry_of(directory, name);
    if (!entry) return tl::unexpected(entry.error());
    const auto& files = manifest["files"];
    if (std::find(files.begin(), files.end(), *entry) == files.end())
      return fail("is not what the manifest says", (directory / name).string());
  }
  return {};
}

Result<void> make_new(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return fail(error.message(), directory.string());
  if (!fs::is_empty(directory)) return fail("the directory is not empty", directory.string());
  return {};
}

}  // namespace

Result<void> backup(Store& store, const fs::path& directory) {
  if (auto ok = make_new(directory); !ok) return ok;
  // Records first: the series may then know more than the ledger has drawn from them, never less.
  Json manifest{{"last_commit", store.records->last_commit()}};
  if (auto ok = store.files->records().copy_to(directory / kRecordsFile); !ok) return ok;
  manifest["last_seq"] = store.series->last_seq();
  if (auto ok = store.files->series().copy_to(directory / kSeriesFile); !ok) return ok;
  return write_manifest(directory, std::move(manifest));
}

Result<void> restore(const fs::path& backup, const fs::path& directory) {
  if (auto ok = check_manifest(backup); !ok) return ok;
  if (auto ok = make_new(directory); !ok) return ok;
  for (auto name : {kRecordsFile, kSeriesFile}) {
    auto unfinished = directory / fmt::format("{}.tmp", name);
    std::error_code error;
    fs::copy_file(backup / name, unfinished, error);
    if (error) return fail(error.message(), unfinished.string());
    if (auto ok = put_in_place(unfinished, directory / name); !ok) return ok;
  }
  return {};
}

}  // namespace qs::store
