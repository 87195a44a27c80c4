// One file of a pack, as a district may write it: the first byte says which.
#include <cstdlib>
#include <fstream>

#include "app/pack.h"

using namespace qs;

namespace {

constexpr std::array kFiles{"pack.toml",
                            "units.csv",
                            "factors.csv",
                            "aliases.csv",
                            "limits.csv",
                            "indices.csv",
                            "categories.csv",
                            "rules.csv",
                            "calendar.csv",
                            "roles.toml",
                            "rules.toml",
                            "sites.csv",
                            "shifts.csv",
                            "area/streets.csv",
                            "area/streets.geojson",
                            "area/district.geojson",
                            "plot_rules.csv",
                            "workflows/a.toml",
                            "ledgers/a.toml",
                            "field_sets.toml",
                            "shelves.csv",
                            "records/b.csv",
                            "records/simulated.toml",
                            "checklists/a.toml",
                            "inspection_draw.toml",
                            "credit.toml",
                            "follow_ups.toml",
                            "assessments/a.toml",
                            "compensation.toml",
                            "yield.toml",
                            "mqtt_brokers.toml",
                            "mqtt_contracts.toml"};

// What records/b.csv holds records of.
constexpr std::string_view kKind =
    "name = \"b\"\nlabel_zh = \"b\"\nlabel_en = \"b\"\ntitle = \"t\"\nfield = [\n"
    "{ name = \"t\", type = \"text\", label_zh = \"t\", label_en = \"t\", unique = true },\n"
    "{ name = \"n\", type = \"number\", label_zh = \"n\", label_en = \"n\" },\n"
    "{ name = \"d\", type = \"day\", label_zh = \"d\", label_en = \"d\" },\n"
    "{ name = \"p\", type = \"point\", label_zh = \"p\", label_en = \"p\" },\n"
    "{ name = \"a\", type = \"area\", label_zh = \"a\", label_en = \"a\" },\n"
    "{ name = \"r\", type = \"reference\", label_zh = \"r\", label_en = \"r\", target = \"b\" },\n"
    "{ name = \"rows\", type = \"table\", label_zh = \"rows\", label_en = \"rows\", columns = [\n"
    "{ name = \"x\", type = \"integer\", label_zh = \"x\", label_en = \"x\" }] }]\n";

// A folder of its own for this process.
std::filesystem::path folder() {
  static const auto kept = [] {
    std::string name = (std::filesystem::temp_directory_path() / "qs-pack-XXXXXX").string();
    check(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
    for (auto inside :
         {"area", "plan", "workflows", "ledgers", "records", "checklists", "assessments"})
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
  std::ofstream(folder() / "ledgers" / "b.toml") << kKind;
  std::ofstream(folder() / name, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  standard::Faults faults;
  (void)app::load_pack(folder(), faults);
  std::filesystem::remove(folder() / name);
  return 0;
}
