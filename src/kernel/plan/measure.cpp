#include "kernel/plan/measure.h"

#include "base/decimal.h"

namespace qs::plan {

double brought(const Measure& measure, double value) {
  switch (measure.form) {
    case Form::mean:
      return value;
    case Form::share_at_most:
      return value <= measure.bound ? 100 : 0;
    case Form::share_at_least:
      return value >= measure.bound ? 100 : 0;
    case Form::share_above:
      return value > measure.bound ? 100 : 0;
  }
  return value;
}

std::optional<double> figure_of(const Measure& measure, std::span<const Item> items) {
  if (items.empty()) return std::nullopt;
  std::vector<double> parts;
  parts.reserve(items.size());
  for (const auto& item : items) parts.push_back(brought(measure, item.value));
  return mean_half_even(parts, measure.places);
}

bool meets(const Goal& goal, double figure) {
  return goal.low ? figure <= goal.value : figure >= goal.value;
}

}  // namespace qs::plan
