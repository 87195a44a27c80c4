#include "kernel/evaluate/ranking.h"

#include <algorithm>

#include "base/result.h"

namespace qs::evaluate {

std::vector<size_t> ranks(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  std::vector<size_t> out;
  for (double v : values)
    out.push_back(static_cast<size_t>(std::ranges::lower_bound(sorted, v) - sorted.begin()) + 1);
  return out;
}

double change_percent(double now, double before) {
  check(before != 0, "change against zero");
  return (now - before) / before * 100;
}

}  // namespace qs::evaluate
