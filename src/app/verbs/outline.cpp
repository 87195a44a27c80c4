#include <map>

#include "app/pack.h"
#include "app/verbs/verbs.h"
#include "base/csv.h"
#include "base/durable_file.h"
#include "base/geometry.h"
#include "base/json.h"

namespace qs::app {
namespace {

constexpr auto kMode = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write |
                       std::filesystem::perms::group_read | std::filesystem::perms::others_read;

// The features of a FeatureCollection, of a list of features, or one alone.
Result<Json> features_of(const Path& file) {
  auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  auto json = Json::parse(*text, nullptr, false);
  if (json.is_object() && json.value("type", Json()) == "Feature") return Json::array({json});
  if (json.is_object()) json = json.value("features", Json());
  if (!json.is_array() || json.empty()) return fail("holds no GeoJSON features", file.string());
  return json;
}

// Its outline in CGCS2000.
Result<Json> outline_of(const Json& feature, Datum datum, const std::string& place) {
  auto geometry = Geometry::of(feature.value("geometry", Json()).dump(), datum);
  if (!geometry) return fail(geometry.error().message(), place);
  if (geometry->type() != Geometry::Type::area) return fail("is no area", place);
  return Json::parse(geometry->geojson());
}

std::string name_of(const Json& feature) {
  for (auto key : {"/properties/id", "/properties/name_zh", "/properties/name"})
    if (auto text = feature.value(Json::json_pointer(key), std::string{}); !text.empty())
      return text;
  return {};
}

Json feature(const std::string& id, const std::string& name, Json geometry) {
  return {{"type", "Feature"},
          {"properties", {{"id", id}, {"name_zh", name}}},
          {"geometry", std::move(geometry)}};
}

Result<void> write_features(const Path& file, const Json& features) {
  std::string text = "{\"type\":\"FeatureCollection\",\"features\":[\n";
  for (size_t i = 0; i < features.size(); ++i)
    text += features[i].dump() + (i + 1 < features.size() ? ",\n" : "\n");
  return write_durably(file, text + "]}\n", kMode);
}

Result<void> write_district(const Pack& pack, const OutlineOptions& o, Datum datum) {
  auto found = features_of(o.district);
  if (!found) return tl::unexpected(found.error());
  if (found->size() != 1) return fail("holds more than one feature", o.district.string());
  auto outline = outline_of(found->front(), datum, o.district.string());
  if (!outline) return tl::unexpected(outline.error());
  auto one = feature(pack.district.id, pack.district.name_zh, std::move(*outline));
  return write_features(o.pack / "area" / "district.geojson", Json::array({one}));
}

// Every street of the pack gets the outline of its id or name; those that the file does not have
// keep theirs.
Result<size_t> write_streets(const Pack& pack, const OutlineOptions& o, Datum datum) {
  auto found = features_of(o.streets);
  if (!found) return tl::unexpected(found.error());
  std::map<std::string, const Json*> by_name;
  for (const auto& one : *found) by_name[name_of(one)] = &one;
  auto features = Json::array();
  size_t replaced = 0;
  for (const auto& street : pack.streets) {
    auto it = by_name.find(street.id);
    if (it == by_name.end()) it = by_name.find(street.name_zh);
    auto outline = it == by_name.end()
                       ? Result<Json>(Json::parse(street.geometry))
                       : outline_of(*it->second, datum, o.streets.string() + " " + street.name_zh);
    if (!outline) return tl::unexpected(outline.error());
    replaced += it != by_name.end();
    features.push_back(feature(street.id, street.name_zh, std::move(*outline)));
  }
  if (replaced == 0) return fail("names no street of this pack", o.streets.string());
  if (auto done = write_features(o.pack / "area" / "streets.geojson", features); !done)
    return tl::unexpected(done.error());
  return replaced;
}

}  // namespace

int pack_outline(const OutlineOptions& o) {
  auto pack = open_pack(o.pack);
  if (!pack) return say_failed(pack.error().message());
  auto datum = datum_of(o.datum);
  if (!datum) return say_failed("the datum is none of CGCS2000, WGS84, GCJ02, BD09");
  if (!o.district.empty()) {
    if (auto done = write_district(*pack, o, *datum); !done)
      return say_failed(done.error().message());
    fmt::print("area/district.geojson: {} in CGCS2000\n", pack->district.name_zh);
  }
  if (o.streets.empty()) return 0;
  auto replaced = write_streets(*pack, o, *datum);
  if (!replaced) return say_failed(replaced.error().message());
  fmt::print("area/streets.geojson: {} of {} streets in CGCS2000\n", *replaced,
             pack->streets.size());
  return 0;
}

}  // namespace qs::app
