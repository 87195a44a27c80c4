#include "kernel/evaluate/air_days.h"

#include "base/decimal.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {

Result<AirDays> count_days(const standard::Library& library,
                           std::span<const std::optional<int>> aqi, Day law) {
  auto good = number(library, "air.days.good_up_to", law);
  if (!good) return tl::unexpected(good.error());
  auto heavy = number(library, "air.days.heavy_above", law);
  if (!heavy) return tl::unexpected(heavy.error());
  auto decimals = integer(library, "air.decimals.percent", law);
  if (!decimals) return tl::unexpected(decimals.error());
  std::vector<std::string> levels;
  for (const auto& category : library.tables().categories)
    if (category.scheme == "AQI" && category.source.in_force(law)) levels.push_back(category.code);

  AirDays out;
  out.by_level.resize(levels.size());
  out.days = aqi.size();
  for (const auto& value : aqi) {
    if (!value) continue;
    ++out.valid;
    out.good += *value <= *good;
    out.heavy += *value > *heavy;
    auto category = library.category("AQI", static_cast<double>(*value), law);
    for (size_t i = 0; category && i < levels.size(); ++i)
      out.by_level[i] += levels[i] == category->code;
  }
  if (out.valid > 0)
    out.good_share = round_half_even(
        100.0 * static_cast<double>(out.good) / static_cast<double>(out.valid), *decimals);
  return out;
}

}  // namespace qs::evaluate
