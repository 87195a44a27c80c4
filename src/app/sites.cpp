#include "app/sites.h"

#include <numbers>

#include "app/all_records.h"

namespace qs::app {

Site site_of(const ledger::Record& r) {
  Site site;
  site.id = r.id;
  site.kind = r.text("kind");
  site.street = r.text("street");
  site.name_zh = r.text("name_zh");
  site.name_en = r.text("name_en");
  site.lon = r.number("lon").value_or(0);
  site.lat = r.number("lat").value_or(0);
  site.system = r.text("system");
  site.zone = r.text("zone");
  site.target_class = r.text("target_class");
  site.standard = r.text("standard");
  site.scope = r.text("scope");
  site.condition = r.text("condition");
  site.reference_oxygen = r.number("reference_oxygen").value_or(0);
  site.simulated = r.flag("simulated");
  return site;
}

double distance_km(const Site& a, const Site& b) {
  constexpr double kEarthKm = 6371.0, kRadian = std::numbers::pi / 180;
  double x = (b.lon - a.lon) * kRadian * std::cos((a.lat + b.lat) / 2 * kRadian);
  double y = (b.lat - a.lat) * kRadian;
  return kEarthKm * std::sqrt(x * x + y * y);
}

Result<void> Sites::refresh(const ledger::RecordLog& records) {
  auto stations = all_records(records, "station");
  if (!stations) return tl::unexpected(stations.error());
  sites_.clear();
  for (const auto& r : *stations) sites_.emplace(r.id, site_of(r));
  return {};
}

const Site* Sites::find(std::string_view id) const {
  auto it = sites_.find(id);
  return it == sites_.end() ? nullptr : &it->second;
}

}  // namespace qs::app
