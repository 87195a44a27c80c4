#include "exhibit/parcel.h"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <map>
#include <memory>

#include "base/csv.h"
#include "base/digest.h"

namespace qs::exhibit {
namespace {

namespace fs = std::filesystem;

// What MS-DOS calls 1980-01-01: a parcel says when things happened, not when it was packed.
constexpr zip_uint16_t kNoTime = 0, kNoDay = (1 << 5) | 1;
constexpr zip_uint32_t kMode = 0100644U << 16;

std::string_view ending_of(std::string_view type) {
  static const std::map<std::string_view, std::string_view> kEndings{
      {"image/jpeg", "jpg"},
      {"image/png", "png"},
      {"image/webp", "webp"},
      {"application/pdf", "pdf"},
      {"video/mp4", "mp4"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
      {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"}};
  auto it = kEndings.find(type);
  return it == kEndings.end() ? "bin" : it->second;
}

Result<void> check_bounds(const Parcel& parcel) {
  if (parcel.items.size() > kMostItems)
    return fail(fmt::format("{} pieces of evidence; a package takes {}: transfer it in parts",
                            parcel.items.size(), kMostItems),
                "evidence");
  uint64_t whole = 0;
  for (const auto& item : parcel.items) {
    if (item.size > kLongestPart)
      return fail(fmt::format("is longer than {} MiB", kLongestPart >> 20), item.name);
    whole += item.size;
  }
  if (whole > kMostParcel)
    return fail(fmt::format("{} MiB of evidence; a package takes {}: transfer it in parts",
                            whole >> 20, kMostParcel >> 20),
                "evidence");
  return {};
}

std::string sums_of(const Parcel& parcel) {
  std::map<std::string, std::string> sums;
  for (const auto& paper : parcel.papers) sums[paper.name] = sha256_hex(paper.bytes);
  for (size_t i = 0; i < parcel.items.size(); ++i)
    sums[entry_of(parcel.items[i], i + 1)] = parcel.items[i].hash;
  std::string out;
  for (const auto& [name, sum] : sums) out += fmt::format("{}  {}\n", sum, name);
  return out;
}

// A zip being made: nothing of it stays when it is thrown away unfinished.
class Archive {
 public:
  explicit Archive(const fs::path& file) : name_(file.string()) {
    int fault = 0;
    zip_.reset(zip_open(name_.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &fault));
  }

  // `bytes` stay where they are until finish().
  bool add_bytes(const std::string& name, std::string_view bytes) {
    return zip_ && add(name, zip_source_buffer(zip_.get(), bytes.data(), bytes.size(), 0));
  }
  bool add_file(const std::string& name, const fs::path& file) {
    return zip_ && add(name, zip_source_file(zip_.get(), file.c_str(), 0, -1));
  }

  Result<void> finish() {
    if (zip_ && zip_close(zip_.get()) == 0) {
      static_cast<void>(zip_.release());
      return {};
    }
    return fail(zip_ ? zip_strerror(zip_.get()) : "cannot be written", name_);
  }

 private:
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  bool add(const std::string& name, zip_source_t* source) {
    if (!source) return false;
    auto place = zip_file_add(zip_.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (place < 0) {
      zip_source_free(source);
      return false;
    }
    // Photos do not shrink, and what is stored does not hang on a packer's version.
    auto at = static_cast<zip_uint64_t>(place);
    return zip_set_file_compression(zip_.get(), at, ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(zip_.get(), at, kNoTime, kNoDay, 0) == 0 &&
           zip_file_set_external_attributes(zip_.get(), at, 0, ZIP_OPSYS_UNIX, kMode) == 0;
  }

  std::string name_;
  std::unique_ptr<zip_t, Discard> zip_;
};

}  // namespace

std::string entry_of(const Item& item, size_t number) {
  return fmt::format("{}{:03}-{}.{}", kEvidenceFolder, number, item.hash.substr(0, 12),
                     ending_of(item.type));
}

std::string list_of(const std::vector<Item>& items) {
  std::string out(kUtf8Mark);
  out +=
      "file,sha256,sm3,size,type,name,taken_at,time_by,place,place_by,handed_in_by,handed_in_at,"
      "belongs_to\r\n";
  for (size_t i = 0; i < items.size(); ++i) {
    const auto& item = items[i];
    auto file = entry_of(item, i + 1), size = std::to_string(item.size);
    const std::array<std::string_view, 13> cells{
        file,         item.hash,  item.sm3,      size,     item.type,      item.name, item.taken_at,
        item.time_by, item.place, item.place_by, item.who, item.handed_at, item.about};
    for (size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) out += ',';
      out += csv_field(guarded(cells[c]));
    }
    out += "\r\n";
  }
  return out;
}

Result<void> write_parcel(const Parcel& parcel, const fs::path& file) {
  if (auto fine = check_bounds(parcel); !fine) return fine;
  auto sums = sums_of(parcel);
  Archive archive(file);
  bool added = archive.add_bytes(std::string(kSumsFile), sums);
  for (const auto& paper : parcel.papers)
    added = added && archive.add_bytes(paper.name, paper.bytes);
  for (size_t i = 0; i < parcel.items.size(); ++i)
    added = added && archive.add_file(entry_of(parcel.items[i], i + 1), parcel.items[i].file);
  if (!added) return fail("cannot be written", file.string());
  return archive.finish();
}

}  // namespace qs::exhibit
