// 秸秆禁烧: what hot spots and their bulletin are held against, as packs/*/burning.toml gives it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qs::burning {

inline constexpr std::string_view kSpotKind = "fire_spot", kSightingKind = "fire_sighting",
                                  kHeatKind = "heat_source";

// 禁烧季: days of the year, both within; one that ends before it begins goes over the new year.
struct Season {
  std::string id, name_zh, name_en;
  std::chrono::month_day from, until;
};

// What streets are ranked by; less is better of each.
enum class Measure : uint8_t {
  confirmed,    // spots found true
  area,         // m² burnt
  late,         // arrivals beyond the limit
  mean_minutes  // from the case's opening to the first word from the spot
};
inline constexpr std::array<std::string_view, 4> kMeasures{"confirmed", "area", "late",
                                                           "mean_minutes"};  // as Measure

struct Rules {
  double join_metres = 0;        // sightings as near as this to a fire's first one,
  std::chrono::hours join{0};    // and as close in time to its last one, are of the same fire
  double least_confidence = 0;   // 0..1, of what opens a spot; less is kept as seen
  double heat_metres = 0;        // around a heat source that does not say its own radius
  std::vector<Measure> ranking;  // the first that differs decides
  std::vector<Season> seasons;
  std::string confidence;
};

}  // namespace qs::burning
