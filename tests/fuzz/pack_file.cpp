// One file of a pack, as a district may write it: the first byte says which.
#include <cstdlib>
#include <fstream>

#include "app/pack.h"

using namespace qs;

namespace {

constexpr std::array kFiles{
    "pack.toml",        "units.csv",        "factors.csv",          "aliases.csv",
    "limits.csv",       "indices.csv",      "categories.csv",       "rules.csv",
    "calendar.csv",     "roles.toml",       "rules.toml",           "sites.csv",
    "shifts.csv",       "area/streets.csv", "area/streets.geojson", "area/district.geojson",
    "plan/targets.csv", "workflows/a.toml", "ledgers/a.toml"};

// A folder of its own for this process.
std::filesystem::path folder() {
  static const auto kept = [] {
    std::string name = (std::filesystem::temp_directory_path() / "qs-pack-XXXXXX").string();
    check(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
    for (auto inside : {"area", "plan", "workflows", "ledgers"})
      std::filesystem::create_directories(std::filesystem::path(name) / inside);
    return std::filesystem::path(name);
  }();
  return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string name = kFiles[data[0] % kFiles.size()];
  std::ofstream(folder() / "pack.toml")
      << "format = 1\nid = \"p\"\nname_zh = \"p\"\nname_en = \"p\"\n";
  std::ofstream(folder() / name, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  standard::Faults faults;
  (void)app::load_pack(folder(), faults);
  std::filesystem::remove(folder() / name);
  return 0;
}
