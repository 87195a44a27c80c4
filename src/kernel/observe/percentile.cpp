#include "kernel/observe/percentile.h"

#include <algorithm>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace qs::observe {

std::optional<double> percentile(std::span<const double> values, double percent) {
  check(percent >= 0 && percent <= 100, "a percentile between 0 and 100");
  if (values.empty()) return std::nullopt;
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  // k counts from 0 here, so the "1 +" of the formula is gone.
  double k = static_cast<double>(sorted.size() - 1) * percent / 100;
  auto s = static_cast<size_t>(k);
  if (s + 1 >= sorted.size()) return sorted.back();
  double between = sorted[s] + (sorted[s + 1] - sorted[s]) * (k - static_cast<double>(s));
  // Binary dust of the interpolation (94.95000000000002) must not tip a later rounding.
  constexpr int kDustPlaces = 9;
  return round_half_even(between, kDustPlaces);
}

}  // namespace qs::observe
