#include "app/pack/district.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "app/pack/layer.h"
#include "app/pack/sheet.h"
#include "app/pack/toml.h"
#include "base/geometry.h"
#include "base/json.h"

namespace qs::app {
namespace {

constexpr std::array<std::string_view, 6> kSiteKinds{"air_standard", "air_micro", "river", "noise",
                                                     "outlet",       "power"};

// id → geometry text of a FeatureCollection.
std::map<std::string, std::string> read_geometries(const std::filesystem::path& file,
                                                   standard::Faults& faults) {
  std::map<std::string, std::string> geometries;
  auto text = read_file(file);
  auto name = file.lexically_normal().string();
  if (!text) {
    faults.add(text.error().text, name);
    return geometries;
  }
  auto json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("features") || !json["features"].is_array()) {
    faults.add("is no GeoJSON FeatureCollection", name);
    return geometries;
  }
  for (size_t i = 0; i < json["features"].size(); ++i) {
    const auto& feature = json["features"][i];
    auto place = fmt::format("{} feature {}", name, i + 1);
    auto id = feature.value("/properties/id"_json_pointer, std::string{});
    auto type = feature.value("/geometry/type"_json_pointer, std::string{});
    if (id.empty()) faults.add("has no property 'id'", place);
    if (type != "Polygon" && type != "MultiPolygon")
      faults.add(fmt::format("'{}' is neither Polygon nor MultiPolygon", type), place);
    else if (auto shape = Geometry::of(feature["geometry"].dump()); !shape)
      faults.add(fmt::format("'{}': {}", id, shape.error().message()), place);
    else if (!geometries.emplace(id, feature["geometry"].dump()).second)
      faults.add(fmt::format("'{}' stands twice", id), place);
  }
  return geometries;
}

// Ids may stand once in a file.
class Once {
 public:
  void check(const Sheet::Row& row, const std::string& id) {
    if (id.empty())
      row.fault("has no id");
    else if (!ids_.insert(id).second)
      row.fault(fmt::format("'{}' stands twice", id));
  }

 private:
  std::set<std::string> ids_;
};

void check_judged_by(const Sheet::Row& row, const Site& site, const standard::Library& library) {
  if (site.standard.empty()) return;
  const auto& limits = library.tables().limits;
  if (std::none_of(limits.begin(), limits.end(), [&](const standard::Limit& l) {
        return l.source.family() == site.standard &&
               (l.scope == site.scope || l.scope.starts_with(site.scope + ":"));
      }))
    row.fault(fmt::format("'{}' has no limit of scope '{}'", site.standard, site.scope));
}

using Scope = access::Grant::Scope;

// "record.write@outfall": the verb on records of one kind; without a kind on all.
void read_grants(TomlTable& row, std::string_view key, Scope scope, Role& role) {
  for (const auto& word : row.words(key)) {
    auto at = word.find('@');
    auto kind = at == word.npos ? std::string{} : word.substr(at + 1);
    role.grants.push_back({word.substr(0, at), std::move(kind), scope});
  }
}

Role role_of(TomlTable& row) {
  Role role{row.text("id"), row.text("name_zh"), row.text("name_en"), {}, false};
  read_grants(row, "grants", Scope::everywhere, role);
  read_grants(row, "own_area", Scope::own_area, role);
  read_grants(row, "own_firm", Scope::own_firm, role);
  role.second_factor = row.flag("second_factor");
  if (role.grants.empty()) row.fault("grants", "a role without any right is of no use");
  row.close();
  return role;
}

}  // namespace

void read_streets(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto outline = layer / "area" / "district.geojson";
  if (std::filesystem::exists(outline))
    for (auto& [id, geometry] : read_geometries(outline, faults)) pack.district.outline = geometry;
  auto sheet = Sheet::open(layer / "area" / "streets.csv",
                           {"id", "name_zh", "name_en", "confidence"}, faults);
  if (!sheet) return;
  auto geometries = read_geometries(layer / "area" / "streets.geojson", faults);
  Once once;
  for (const auto& row : sheet->rows()) {
    Street street{row.text("id"), row.text("name_zh"), row.text("name_en"), row.text("confidence"),
                  ""};
    once.check(row, street.id);
    auto it = geometries.find(street.id);
    if (it == geometries.end())
      row.fault(fmt::format("street '{}' has no shape in streets.geojson", street.id));
    else
      street.geometry = it->second;
    lay_over(pack.streets, std::move(street));
  }
}

void read_sites(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet = Sheet::open(
      layer / "sites.csv",
      {"id", "kind", "name_zh", "name_en", "street", "lon", "lat", "device", "system", "factors",
       "standard", "scope", "condition", "target_class", "zone", "reference_oxygen", "simulated"},
      faults);
  if (!sheet) return;
  Once once, devices;
  for (const auto& row : sheet->rows()) {
    Site site{.id = row.text("id"),
              .kind = row.text("kind"),
              .name_zh = row.text("name_zh"),
              .name_en = row.text("name_en"),
              .street = row.text("street"),
              .lon = row.number_or("lon", 0),
              .lat = row.number_or("lat", 0),
              .device = row.text("device"),
              .system = row.text("system"),
              .factors = row.words("factors"),
              .standard = row.text("standard"),
              .scope = row.text("scope"),
              .condition = row.text("condition"),
              .target_class = row.text("target_class"),
              .zone = row.text("zone"),
              .reference_oxygen = row.number_or("reference_oxygen", 0),
              .simulated = row.flag("simulated")};
    once.check(row, site.id);
    if (!site.device.empty()) devices.check(row, site.device);
    if (std::find(kSiteKinds.begin(), kSiteKinds.end(), site.kind) == kSiteKinds.end())
      row.fault(fmt::format("kind '{}' is not one of {}", site.kind, fmt::join(kSiteKinds, ", ")));
    if (std::none_of(pack.streets.begin(), pack.streets.end(),
                     [&](const Street& s) { return s.id == site.street; }))
      row.fault(fmt::format("unknown street '{}'", site.street));
    if (site.lon < 73 || site.lon > 136 || site.lat < 3 || site.lat > 54)
      row.fault(fmt::format("lies outside China at {}, {}", site.lon, site.lat));
    for (const auto& factor : site.factors)
      if (!pack.library.factor(factor)) row.fault(fmt::format("unknown factor '{}'", factor));
    check_judged_by(row, site, pack.library);
    lay_over(pack.sites, std::move(site));
  }
}

void read_roles(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  lay_rows_over(pack.roles, layer / "roles.toml", "role", faults, role_of);
}

void check_roles(const Pack& pack, standard::Faults& faults) {
  for (const auto& role : pack.roles)
    for (const auto& grant : role.grants)
      if (!grant.kind.empty() &&
          std::none_of(pack.kinds.begin(), pack.kinds.end(),
                       [&](const auto& kind) { return kind.name == grant.kind; }))
        faults.add(
            fmt::format("{}: '{}@{}' names no kind of record", role.id, grant.verb, grant.kind),
            "roles.toml");
}

void read_calendar(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet = Sheet::open(layer / "calendar.csv",
                           {"day", "kind", "name_zh", "source", "confidence"}, faults);
  if (!sheet) return;
  Once once;
  for (const auto& row : sheet->rows()) {
    auto day = row.day("day");
    auto kind = row.text("kind");
    once.check(row, row.text("day"));
    if (kind != "holiday" && kind != "workday")
      row.fault(fmt::format("kind: '{}' is neither holiday nor workday", kind));
    if (row.text("source").empty()) row.fault("names no source");
    if (day) pack.calendar.push_back({*day, kind == "workday", row.text("name_zh")});
  }
}

}  // namespace qs::app
