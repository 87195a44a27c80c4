// Hot spots as satellites, cameras and drones deliver them: tables and events of anybody's making.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/burning/gather.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace qs::burning;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  Rules rules;
  rules.join_metres = 1500;
  rules.join = std::chrono::hours{12};
  rules.least_confidence = 0.3;
  for (const auto& read : {firms_points(text), event_points(text)}) {
    if (!read) continue;
    if (read->refused.size() > kMostRefused || read->points.size() > kMostPoints) __builtin_trap();
    for (const auto& point : read->points) {
      if (point.confidence < 0 || point.confidence > 1 || point.device.empty()) __builtin_trap();
      if (!(point.place.lon >= -180 && point.place.lon <= 180)) __builtin_trap();
    }
    auto placed = gather(read->points, {}, {}, rules);
    if (placed.size() != read->points.size()) __builtin_trap();
  }
  return 0;
}
