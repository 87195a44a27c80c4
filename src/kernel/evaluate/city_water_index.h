// 城市水质指数 CWQI: sum of single indices over the evaluated items, for the ranking of cities.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kernel/evaluate/water_class.h"

namespace qs::evaluate {

struct WaterIndex {
  double index = 0;
  std::vector<std::pair<std::string, double>> items;  // factor -> single index
};

// C/S of class III; S/C where more is better (dissolved oxygen); for a range (pH) the distance from
// neutral in shares of the way to the bound. nullopt: no bound for the factor.
std::optional<double> single_water_index(const WaterJudge& judge, std::string_view factor,
                                         double value, double neutral);

// One kind of water body: items are averaged over all sections first, then indexed and summed.
Result<WaterIndex> water_index(const standard::Library& library, const WaterJudge& judge,
                               std::span<const WaterValues> sections, Day law);

// (river·M + lake·N)/(M + N), M river sections and N lake points; at least one must be there.
double city_water_index(double river, size_t river_sections, double lake, size_t lake_points);

}  // namespace qs::evaluate
