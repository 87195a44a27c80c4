// Backup and restore of a whole store.
#include <fstream>

#include "base/csv.h"
#include "base/durable_file.h"
#include "base/json.h"
#include "edge/store/digest.h"
#include "edge/store/store_files.h"

namespace qs::store {

namespace fs = std::filesystem;

namespace {

constexpr const char* kManifest = "manifest.json";
constexpr int kFormat = 1;
constexpr fs::perms kManifestMode{0644};

// The files of a backup, by their paths in it.
std::vector<std::string> files_in(const fs::path& directory) {
  std::vector<std::string> names{kRecordsFile, kSeriesFile};
  std::error_code none;  // no folder: no month was closed
  for (const auto& entry : fs::directory_iterator(directory / kMonthsFolder, none))
    names.push_back(fmt::format("{}/{}", kMonthsFolder, entry.path().filename().string()));
  std::sort(names.begin() + 2, names.end());
  return names;
}

Result<std::string> sha256_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail("cannot be read", file.string());
  Sha256 sha;
  std::string chunk(1 << 20, '\0');
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
    sha.add(std::string_view(chunk).substr(0, static_cast<size_t>(in.gcount())));
  if (in.bad()) return fail("cannot be read to the end", file.string());
  return hex(sha.finish());
}

Result<Json> entry_of(const fs::path& directory, const std::string& name) {
  auto hash = sha256_of(directory / name);
  if (!hash) return tl::unexpected(hash.error());
  return Json{{"name", name}, {"size", fs::file_size(directory / name)}, {"sha256", *hash}};
}

Result<void> write_manifest(const fs::path& directory, Json manifest) {
  manifest["format"] = kFormat;
  for (const auto& name : files_in(directory)) {
    if (auto ok = flush_to_disk(directory / name); !ok) return ok;
    auto entry = entry_of(directory, name);
    if (!entry) return tl::unexpected(entry.error());
    manifest["files"].push_back(*entry);
  }
  return write_durably(directory / kManifest, manifest.dump(2) + "\n", kManifestMode);
}

// The names of the files that are as the manifest says.
Result<std::vector<std::string>> check_manifest(const fs::path& directory) {
  auto text = read_file(directory / kManifest);
  if (!text) return tl::unexpected(text.error());
  auto manifest = Json::parse(*text, nullptr, false);
  if (!manifest.is_object() || manifest.value("format", 0) != kFormat)
    return fail("not a manifest of this format", (directory / kManifest).string());
  std::vector<std::string> names;
  for (const auto& file : manifest["files"]) {
    names.push_back(file.value("name", ""));
    auto entry = entry_of(directory, names.back());
    if (!entry) return tl::unexpected(entry.error());
    if (*entry != file)
      return fail("is not what the manifest says", (directory / names.back()).string());
  }
  for (const auto& name : files_in(directory))
    if (std::find(names.begin(), names.end(), name) == names.end())
      return fail("is not in the manifest", (directory / name).string());
  return names;
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
  auto names = check_manifest(backup);
  if (!names) return tl::unexpected(names.error());
  if (auto ok = make_new(directory); !ok) return ok;
  std::error_code made;
  fs::create_directory(directory / kMonthsFolder, made);
  if (made) return fail(made.message(), directory.string());
  for (const auto& name : *names) {
    auto unfinished = directory / fmt::format("{}.tmp", name);
    std::error_code error;
    fs::copy_file(backup / name, unfinished, error);
    if (error) return fail(error.message(), unfinished.string());
    if (auto ok = put_in_place(unfinished, directory / name); !ok) return ok;
  }
  return {};
}

}  // namespace qs::store
