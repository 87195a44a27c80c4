#include "kernel/burning/gather.h"

#include <algorithm>

namespace qs::burning {
namespace {

const HeatSource* heat_at(std::span<const HeatSource> heat, LonLat place) {
  for (const auto& source : heat)
    if (metres_between(source.place, place) <= source.metres) return &source;
  return nullptr;
}

// Nearest first.
Spot* fire_at(std::vector<Spot>& fires, const FirePoint& point, const Rules& rules) {
  Spot* best = nullptr;
  double nearest = rules.join_metres;
  for (auto& fire : fires) {
    auto metres = metres_between(fire.place, point.place);
    bool in_time = point.seen >= fire.first - rules.join && point.seen <= fire.last + rules.join;
    if (!in_time || metres > nearest) continue;
    nearest = metres;
    best = &fire;
  }
  return best;
}

}  // namespace

std::vector<Placed> gather(std::span<const FirePoint> points, std::vector<Spot> known,
                           std::span<const HeatSource> heat, const Rules& rules) {
  std::vector<std::pair<std::string, const FirePoint*>> sorted;
  for (const auto& point : points) sorted.emplace_back(point.id(), &point);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.second->seen, a.first) < std::tie(b.second->seen, b.first);
  });
  std::vector<Placed> out;
  for (const auto& [id, point] : sorted) {
    if (auto source = heat_at(heat, point->place)) {
      out.push_back({point, Placed::As::heat, source->id});
      continue;
    }
    if (auto fire = fire_at(known, *point, rules)) {
      fire->last = std::max(fire->last, point->seen);
      fire->first = std::min(fire->first, point->seen);
      out.push_back({point, Placed::As::spot, fire->id});
    } else if (point->confidence < rules.least_confidence) {
      out.push_back({point, Placed::As::weak, {}});
    } else {
      known.push_back({"F" + id, point->place, point->seen, point->seen});
      out.push_back({point, Placed::As::spot, known.back().id, true});
    }
  }
  return out;
}

}  // namespace qs::burning
