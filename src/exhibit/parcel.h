// 材料包: a zip of papers and evidence that is handed to another organ. Every file is listed with
// its SHA-256 (SHA256SUMS, as `sha256sum -c` reads it), each piece of evidence with its SM3 too
// (evidence.csv), and story.json is a chain. The same facts make the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qs::exhibit {

inline constexpr size_t kMostItems = 500;              // pieces of evidence
inline constexpr uint64_t kMostParcel = 256ULL << 20;  // bytes of all evidence together
inline constexpr uint64_t kLongestPart = 32ULL << 20;  // bytes of one file
inline constexpr std::string_view kSumsFile = "SHA256SUMS", kListFile = "evidence.csv",
                                  kStoryFile = "story.json", kEvidenceFolder = "evidence/";

// A piece of evidence as it was handed in; times ISO with their zone, a place "lon,lat" (CGCS2000);
// empty: nobody knows.
struct Item {
  std::string hash, sm3, type, name;
  uint64_t size = 0;
  std::string taken_at, time_by, place, place_by;
  std::string who, handed_at;
  std::string about;           // what it belongs to: "kind/id", several by blanks
  std::filesystem::path file;  // its bytes, those of `hash`
};
// Its name within the parcel: evidence/<number>-<twelve digits of the hash>.<ending>.
std::string entry_of(const Item& item, size_t number);
std::string list_of(const std::vector<Item>& items);  // evidence.csv

struct Paper {
  std::string name, bytes;  // name: ASCII, no folder
};
struct Parcel {
  std::vector<Paper> papers;
  std::vector<Item> items;  // in the order of their numbers, from 1
};
// Faults: more or larger than the bounds above, a file that cannot be read or written.
Result<void> write_parcel(const Parcel& parcel, const std::filesystem::path& file);

struct Flaw {
  std::string name, text;  // which file, and what is wrong with it
};
// Every flaw at once; none: the parcel is as it was made. Faults: no zip, or beyond the bounds.
Result<std::vector<Flaw>> check_parcel(const std::filesystem::path& file);
Result<std::vector<Flaw>> check_parcel(std::string_view bytes);

}  // namespace qs::exhibit
