// 单位存疑: a value whose magnitude speaks of another unit. It is asked about, never converted.
#pragma once

#include <optional>

namespace qs::observe {

// The ratio to what is usual, where the value is at least `factor` times as great or as small and
// the ratio lies near one by which units differ (1000 of mg and ug, 3600 of hours and seconds, …),
// or where the value is outside the factor's range. nullopt: no doubt.
std::optional<double> unit_doubt(double value, double usual, double factor,
                                 std::optional<double> low, std::optional<double> high);

}  // namespace qs::observe
