#include "kernel/evaluate/city_water_index.h"

#include "kernel/evaluate/basin.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {

std::optional<double> single_water_index(const WaterJudge& judge, std::string_view factor,
                                         double value, double neutral) {
  auto ladder = judge.ladder(factor);
  auto step = ladder ? ladder->step(judge.benchmark()) : nullptr;
  if (!step) return std::nullopt;
  if (step->lower && step->upper)
    return value <= neutral ? (neutral - value) / (neutral - *step->lower)
                            : (value - neutral) / (*step->upper - neutral);
  if (step->lower) return value > 0 ? std::optional(*step->lower / value) : std::nullopt;
  return value / *step->upper;
}

Result<WaterIndex> water_index(const standard::Library& library, const WaterJudge& judge,
                               std::span<const WaterValues> sections, Day law) {
  auto neutral = number(library, "water.cwqi.ph_neutral", law);
  if (!neutral) return tl::unexpected(neutral.error());
  auto means = mean_over(sections);
  WaterIndex out;
  for (const auto& factor : judge.evaluated()) {
    auto mean = means.find(factor);
    if (mean == means.end()) continue;
    auto single = single_water_index(judge, factor, *mean->second.amount, *neutral);
    if (!single) return fail("no single index: no bound, or no oxygen at all", factor);
    out.index += *single;
    out.items.emplace_back(factor, *single);
  }
  return out;
}

double city_water_index(double river, size_t river_sections, double lake, size_t lake_points) {
  check(river_sections + lake_points > 0, "a city index needs a section");
  auto m = static_cast<double>(river_sections), n = static_cast<double>(lake_points);
  return (river * m + lake * n) / (m + n);
}

}  // namespace qs::evaluate
