#include "kernel/observe/unit_doubt.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace qs::observe {
namespace {

// mg and ug, g and ug, hours and seconds, L/s and m3/h, minutes and seconds.
constexpr std::array kRatios{1e3, 1e6, 3600.0, 3.6e6, 60.0};
constexpr double kNear = 2.5;  // values themselves move meanwhile

bool is_unit_ratio(double ratio) {
  auto great = ratio < 1 ? 1 / ratio : ratio;
  return std::ranges::any_of(kRatios,
                             [&](double r) { return great > r / kNear && great < r * kNear; });
}

}  // namespace

std::optional<double> unit_doubt(double value, double usual, double factor,
                                 std::optional<double> low, std::optional<double> high) {
  if (value <= 0 || usual <= 0) return std::nullopt;
  auto ratio = value / usual;
  if ((low && value < *low) || (high && value > *high)) return ratio;
  bool far = ratio >= factor || ratio <= 1 / factor;
  return far && is_unit_ratio(ratio) ? std::optional(ratio) : std::nullopt;
}

}  // namespace qs::observe
