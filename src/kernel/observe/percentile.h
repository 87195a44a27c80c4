// 百分位数 of daily values, HJ 663: k = 1 + (n-1)·p/100 over the ascending values,
// linear between neighbours.
#pragma once

#include <optional>
#include <span>

namespace qs::observe {

// In full precision, to be rounded once where it is judged. nullopt when there is no value.
// 0 <= percent <= 100; the values must be finite, in any order.
std::optional<double> percentile(std::span<const double> values, double percent);

}  // namespace qs::observe
