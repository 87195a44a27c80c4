#include "edge/service/answers/places.h"

#include <charconv>

#include "base/json.h"
#include "edge/service/ask.h"

namespace qs::service {
namespace {

std::optional<double> degrees(const Call& call, std::string_view name) {
  auto text = param(call, name);
  if (!text) return std::nullopt;
  double value = 0;
  auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (fault != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

}  // namespace

Maybe<LonLat> place_param(const Call& call) {
  auto lon = degrees(call, "lon"), lat = degrees(call, "lat");
  if (!lon || !lat) return refuse(422, "must be degrees", lon ? "lat" : "lon");
  auto sound = Geometry::of(Json{{"type", "Point"}, {"coordinates", {*lon, *lat}}}.dump());
  if (!sound) return refuse(422, sound.error().text, "lon");
  return LonLat{*lon, *lat};
}

std::optional<Geometry> geometry_of(const ledger::Kind& kind, const ledger::Record& record) {
  for (const auto& field : kind.fields) {
    if (!is_geometry(field.type)) continue;
    if (auto text = record.text(field.name); !text.empty())
      if (auto geometry = Geometry::of(text)) return std::move(*geometry);
  }
  return std::nullopt;
}

Json point_json(const ledger::Kind& kind, const ledger::Record& record) {
  auto geometry = geometry_of(kind, record);
  if (!geometry) return {};
  auto middle = geometry->middle();
  return Json::array({middle.lon, middle.lat});
}

std::string street_at(const District& district, LonLat place) {
  for (const auto& street : district.streets)
    if (auto shape = Geometry::of(street.geometry); shape && shape->holds(place)) return street.id;
  return {};
}

}  // namespace qs::service
