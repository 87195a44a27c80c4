// 排名: ascending or descending; equals share the rank and the next rank skips.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace qs::evaluate {

// Ranks from 1, smallest value first, in the order of the values.
std::vector<size_t> ranks(std::span<const double> values);
// 变化率 (now - before) / before in percent; negative is better for an index. before must not be 0.
double change_percent(double now, double before);

}  // namespace qs::evaluate
