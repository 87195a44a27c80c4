// 黑臭水体 2015 guide: light or heavy by transparency, oxygen, redox potential and ammonia.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

enum class BlackOdour : uint8_t { none, light, heavy };
std::string_view name(BlackOdour grade);

// One visit: factor -> amount in the factor's unit. `depth_cm` lets shallow water be judged by the
// share of its depth; `clear_to_bottom` takes transparency out.
struct BlackOdourSample {
  std::map<std::string, double, std::less<>> values;
  std::optional<double> depth_cm;
  bool clear_to_bottom = false;
};

struct BlackOdourPoint {
  BlackOdour grade = BlackOdour::none;
  std::map<std::string, double, std::less<>> heavy_share;  // 0..1 of its samples, by factor
  std::map<std::string, double, std::less<>> share;        // light or heavy
};

// A point over its samples (at least one): heavy when one item is heavy in the rule's share of the
// data or two items in the lesser share; light when any item is black or odorous at all.
Result<BlackOdourPoint> grade_point(const standard::Library& library,
                                    std::span<const BlackOdourSample> samples, Day law);

// Points along the water, in order: a run of heavy points makes the reach between them heavy (a
// heavy point that stands alone leaves it light), and
// with more than the rule's share of heavy points the whole water is.
struct BlackOdourWater {
  BlackOdour grade = BlackOdour::none;
  std::vector<BlackOdour> reaches;  // as points, after the runs are judged
};
Result<BlackOdourWater> grade_water(const standard::Library& library,
                                    std::span<const BlackOdour> points, Day law);

}  // namespace qs::evaluate
