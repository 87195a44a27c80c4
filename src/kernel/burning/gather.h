// 归并: which sightings are of one fire, and which are of no fire.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kernel/burning/fire_point.h"
#include "kernel/burning/rules.h"
#include "kernel/ledger/record.h"

namespace qs::burning {

// A fire that is known, by its first sighting and the time of its last one.
struct Spot {
  std::string id;
  LonLat place;
  Instant first, last;
};

// 固定热源: a chimney, a kiln, a roof that glares.
struct HeatSource {
  std::string id;
  LonLat place;
  double metres = 0;
};

struct Placed {
  const FirePoint* point = nullptr;
  enum class As : uint8_t { spot, heat, weak } as = As::spot;
  std::string by;      // the spot or the heat source
  bool opens = false;  // the first sighting of a spot that was not known
};

// In order of time, so that one delivery and many give the same fires. What a heat source explains
// opens and joins nothing; what is not sure enough joins a fire but opens none. The id of a new
// spot is made of its first sighting.
std::vector<Placed> gather(std::span<const FirePoint> points, std::vector<Spot> known,
                           std::span<const HeatSource> heat, const Rules& rules);

}  // namespace qs::burning
