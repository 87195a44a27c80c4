// Backup and restore of a whole store.
#include "base/csv.h"
#include "base/digest.h"
#include "base/durable_file.h"
#include "base/json.h"
#include "edge/store/store_files.h"

namespace qs::store {

namespace fs = std::filesystem;

namespace {

constexpr const char* kManifest = "manifest.json";
constexpr int kFormat = 1;
constexpr fs::perms kManifestMode{0644};

// What others keep beside the databases, written once and never changed: evidence of cases and
// records, files of imports, archived months. Secrets, log-ins and drafts of exports stay out.
constexpr std::array<const char*, 3> kFolders{"evidence", "imports", "archive"};
constexpr std::array<const char*, 1> kSettings{"sign-on.toml"};

void add_files(const fs::path& directory, const char* folder, std::vector<std::string>& names) {
  std::error_code none;  // no folder: nothing of this was kept
  fs::recursive_directory_iterator entry(directory / folder, none), end;
  for (; !none && entry != end; entry.increment(none))
    if (std::error_code gone; entry->is_regular_file(gone))
      names.push_back(entry->path().lexically_relative(directory).generic_string());
}

// How far each superior platform was served: never farther than the series that the copy holds, so
// they are copied before it.
std::vector<std::string> cursors_in(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(directory, none)) {
    auto name = entry.path().filename().string();
    if (name.starts_with("forward-") && (name.ends_with(".progress") || name.ends_with(".aside")))
      names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> kept_beside(const fs::path& directory) {
  std::vector<std::string> names;
  for (auto folder : kFolders) add_files(directory, folder, names);
  for (auto file : kSettings)
    if (fs::exists(directory / file)) names.emplace_back(file);
  return names;
}

// The files of a backup, by their paths in it, in order.
std::vector<std::string> files_in(const fs::path& directory) {
  auto names = kept_beside(directory);
  std::ranges::move(cursors_in(directory), std::back_inserter(names));
  add_files(directory, kMonthsFolder, names);
  for (auto file : {kRecordsFile, kSeriesFile})
    if (fs::exists(directory / file)) names.emplace_back(file);
  std::ranges::sort(names);
  return names;
}

// A draft may be gone before its turn comes.
Result<void> copy_files(const std::vector<std::string>& names, const fs::path& from,
                        const fs::path& to) {
  for (const auto& name : names) {
    std::error_code error;
    fs::create_directories((to / name).parent_path(), error);
    if (!error) fs::copy_file(from / name, to / name, error);
    if (error && error != std::errc::no_such_file_or_directory)
      return fail(error.message(), (to / name).string());
  }
  return {};
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
  // Before anything is opened by its name: the manifest names what lies here and nothing else.
  std::vector<std::string> names;
  for (const auto& file : manifest["files"]) names.push_back(file.value("name", ""));
  auto here = files_in(directory);
  for (const auto& name : here)
    if (std::find(names.begin(), names.end(), name) == names.end())
      return fail("is not in the manifest", (directory / name).string());
  for (const auto& file : manifest["files"]) {
    auto name = file.value("name", "");
    if (!std::ranges::binary_search(here, name))
      return fail("is missing", (directory / name).string());
    auto entry = entry_of(directory, name);
    if (!entry) return tl::unexpected(entry.error());
    if (*entry != file) return fail("is not what the manifest says", (directory / name).string());
  }
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
  const auto& data = store.files->directory();
  if (auto ok = copy_files(cursors_in(data), data, directory); !ok) return ok;
  manifest["last_seq"] = store.series->last_seq();
  if (auto ok = store.files->series().copy_to(directory / kSeriesFile); !ok) return ok;
  // Files last: what the ledger speaks of was written before it.
  if (auto ok = copy_files(kept_beside(data), data, directory); !ok) return ok;
  return write_manifest(directory, std::move(manifest));
}

Result<void> restore(const fs::path& backup, const fs::path& directory) {
  auto names = check_manifest(backup);
  if (!names) return tl::unexpected(names.error());
  if (auto ok = make_new(directory); !ok) return ok;
  for (const auto& name : *names) {
    auto unfinished = directory / fmt::format("{}.tmp", name);
    std::error_code error;
    fs::create_directories(unfinished.parent_path(), error);
    if (!error) fs::copy_file(backup / name, unfinished, error);
    if (error) return fail(error.message(), unfinished.string());
    if (auto ok = put_in_place(unfinished, directory / name); !ok) return ok;
  }
  return {};
}

}  // namespace qs::store
