// 验包: a parcel held against its own lists.
#include <fmt/format.h>
#include <zip.h>

#include <map>
#include <memory>
#include <set>

#include "base/csv.h"
#include "base/digest.h"
#include "base/json.h"
#include "exhibit/opened_parcel.h"
#include "exhibit/story.h"

namespace qs::exhibit {
namespace {

constexpr size_t kMostEntries = kMostItems + 50;
constexpr uint64_t kMostUnpacked = kMostParcel + (64ULL << 20);

struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, Discard>;

// Deeper values are left out, which shows as a change: nothing that was written here is so deep.
Json bounded_json(std::string_view text) {
  constexpr int kDeepest = 12;
  auto keep = [](int depth, Json::parse_event_t, Json&) { return depth < kDeepest; };
  return Json::parse(text, keep, false);
}

Result<Zip> opened(zip_source_t* source, zip_error_t& fault) {
  Zip zip(source ? zip_open_from_source(source, ZIP_RDONLY, &fault) : nullptr);
  if (zip) return zip;
  std::string why = zip_error_strerror(&fault);
  zip_error_fini(&fault);
  if (source) zip_source_free(source);
  return fail("is no package: " + why);
}

// What is known of one file of the parcel once it has been read.
struct Part {
  uint64_t size = 0;
  std::string sha256, sm3;
};

class Checker {
 public:
  explicit Checker(Zip zip) : zip_(std::move(zip)) {}

  Result<OpenedParcel> run() {
    if (auto read = read_all(); !read) return tl::unexpected(read.error());
    check_sums();
    check_list();
    check_story();
    return OpenedParcel{std::move(flaws_), std::move(papers_)};
  }

 private:
  void flaw(std::string_view name, std::string text) {
    flaws_.push_back({std::string(name), std::move(text)});
  }

  Result<void> read_all() {
    auto count = zip_get_num_entries(zip_.get(), 0);
    if (count < 0 || static_cast<size_t>(count) > kMostEntries)
      return fail(fmt::format("holds more than {} files", kMostEntries));
    uint64_t whole = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
      auto at = static_cast<zip_uint64_t>(i);
      auto raw = zip_get_name(zip_.get(), at, ZIP_FL_ENC_GUESS);
      std::string name = raw ? raw : "";
      auto bytes = read(at, name);
      if (!bytes) {
        flaw(name, bytes.error().text);
        parts_.try_emplace(std::move(name));
        continue;
      }
      whole += bytes->size();
      if (whole > kMostUnpacked)
        return fail(fmt::format("unpacks to more than {} MiB", kMostUnpacked >> 20));
      Part part{bytes->size(), sha256_hex(*bytes), sm3_hex(*bytes)};
      if (!parts_.try_emplace(name, std::move(part)).second) flaw(name, "is there twice");
      if (!name.starts_with(kEvidenceFolder))
        papers_.try_emplace(std::move(name), std::move(*bytes));
    }
    return {};
  }

  Result<std::string> read(zip_uint64_t at, const std::string& name) {
    constexpr size_t kChunk = 1 << 16;
    std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(zip_.get(), at, 0),
                                                            &zip_fclose);
    if (!file) return fail("cannot be opened", name);
    std::string bytes;
    for (;;) {
      auto had = bytes.size();
      bytes.resize(had + kChunk);
      auto got = zip_fread(file.get(), bytes.data() + had, kChunk);
      if (got < 0) return fail("is damaged", name);
      bytes.resize(had + static_cast<size_t>(got));
      if (bytes.size() > kLongestPart)
        return fail(fmt::format("is longer than {} MiB", kLongestPart >> 20), name);
      if (got == 0) return bytes;
    }
  }

  const std::string* text(std::string_view name) {
    auto it = papers_.find(name);
    if (it == papers_.end() && !parts_.contains(name)) flaw(name, "is missing");
    return it == papers_.end() ? nullptr : &it->second;
  }

  // Lines of <sha256>, two blanks, <name>.
  void check_sums() {
    constexpr size_t kName = 66;
    auto sums = text(kSumsFile);
    if (!sums) return;
    std::set<std::string, std::less<>> listed{std::string(kSumsFile)};
    std::string_view rest = *sums;
    while (!rest.empty()) {
      auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.size() <= kName || line.substr(kName - 2, 2) != "  ") {
        flaw(kSumsFile, fmt::format("line {} is no sum", listed.size()));
        return;
      }
      std::string name(line.substr(kName));
      auto part = parts_.find(name);
      if (!listed.insert(name).second) flaw(name, "is listed twice in SHA256SUMS");
      if (part == parts_.end())
        flaw(name, "is listed in SHA256SUMS and missing");
      else if (!part->second.sha256.empty() && part->second.sha256 != line.substr(0, kName - 2))
        flaw(name, "was changed: another SHA-256 than SHA256SUMS says");
    }
    for (const auto& [name, part] : parts_)
      if (!listed.contains(name)) flaw(name, "is not listed in SHA256SUMS");
  }

  void check_list() {
    auto bytes = text(kListFile);
    if (!bytes) return;
    auto list = CsvTable::parse(*bytes, kListFile, {"file", "sha256", "sm3", "size"});
    if (!list) {
      flaw(kListFile, list.error().message());
      return;
    }
    std::set<std::string, std::less<>> listed;
    for (size_t row = 0; row < list->size(); ++row) {
      std::string name(list->cell(row, "file"));
      hashes_.emplace(list->cell(row, "sha256"));
      listed.insert(name);
      auto part = parts_.find(name);
      if (part == parts_.end())
        flaw(name, "is listed in evidence.csv and missing");
      else if (!part->second.sha256.empty())
        check_item(*list, row, name, part->second);
    }
    for (const auto& [name, part] : parts_)
      if (name.starts_with(kEvidenceFolder) && !listed.contains(name))
        flaw(name, "is not listed in evidence.csv");
  }

  void check_item(const CsvTable& list, size_t row, const std::string& name, const Part& part) {
    if (list.cell(row, "sha256") != part.sha256)
      flaw(name, "was changed: another SHA-256 than evidence.csv says");
    if (list.cell(row, "sm3") != part.sm3)
      flaw(name, "was changed: another SM3 than evidence.csv says");
    if (list.cell(row, "size") != std::to_string(part.size))
      flaw(name, "was changed: another size than evidence.csv says");
  }

  void check_story() {
    auto bytes = text(kStoryFile);
    if (!bytes) return;
    auto story = bounded_json(*bytes);
    if (!story.is_object() || !story.contains("entries")) {
      flaw(kStoryFile, "cannot be read");
      return;
    }
    const auto& entries = story["entries"];
    for (auto& broken : broken_links(entries)) flaw(kStoryFile, std::move(broken));
    if (!entries.is_array()) return;
    if (story.value("head", Json()) != Json(head_of(entries)))
      flaw(kStoryFile, "ends otherwise than its head says");
    for (const auto& entry : entries)
      if (entry.is_object()) check_named(entry);
  }

  // What an entry calls evidence is in the parcel.
  void check_named(const Json& entry) {
    auto evidence = entry.find("evidence");
    if (evidence == entry.end() || !evidence->is_array()) return;
    for (const auto& one : *evidence) {
      auto hash = one.is_object() ? one.value("sha256", Json()) : Json();
      if (!hash.is_string() || !hashes_.contains(hash.get_ref<const std::string&>()))
        flaw(kStoryFile, fmt::format("entry {} names evidence that evidence.csv does not list",
                                     entry.value("n", Json()).dump()));
    }
  }

  Zip zip_;
  std::map<std::string, Part, std::less<>> parts_;
  std::map<std::string, std::string, std::less<>> papers_;
  std::set<std::string, std::less<>> hashes_;  // that evidence.csv lists
  std::vector<Flaw> flaws_;
};

Result<OpenedParcel> check(Result<Zip> zip) {
  if (!zip) return tl::unexpected(zip.error());
  return Checker(std::move(*zip)).run();
}

}  // namespace

Result<OpenedParcel> open_parcel(const std::filesystem::path& file) {
  zip_error_t fault;
  zip_error_init(&fault);
  return check(opened(zip_source_file_create(file.c_str(), 0, -1, &fault), fault))
      .map_error([&](const Error& e) {
        return Error{e.text, file.string()};
      });
}

Result<OpenedParcel> open_parcel(std::string_view bytes) {
  zip_error_t fault;
  zip_error_init(&fault);
  return check(opened(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault), fault));
}

Result<std::vector<Flaw>> check_parcel(const std::filesystem::path& file) {
  return open_parcel(file).map([](OpenedParcel found) { return std::move(found.flaws); });
}

Result<std::vector<Flaw>> check_parcel(std::string_view bytes) {
  return open_parcel(bytes).map([](OpenedParcel found) { return std::move(found.flaws); });
}

}  // namespace qs::exhibit
