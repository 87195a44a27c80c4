#include "kernel/plan/measure.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/decimal.h"

namespace qs::plan {

namespace {

constexpr std::array<std::string_view, 5> kForms{"mean", "sum", "share_at_most", "share_at_least",
                                                 "share_above"};

}  // namespace

std::optional<Form> form(std::string_view name) {
  auto at = std::ranges::find(kForms, name);
  if (at == kForms.end()) return std::nullopt;
  return static_cast<Form>(at - kForms.begin());
}

std::string_view name(Form form) {
  return kForms[static_cast<size_t>(form)];
}

double brought(const Measure& measure, double value) {
  switch (measure.form) {
    case Form::mean:
    case Form::sum:
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
  if (measure.form == Form::sum)
    return round_half_even(std::accumulate(parts.begin(), parts.end(), 0.0), measure.places);
  return mean_half_even(parts, measure.places);
}

bool meets(const Goal& goal, double figure) {
  return goal.low ? figure <= goal.value : figure >= goal.value;
}

std::optional<double> change_percent(double now, double before) {
  if (before == 0) return std::nullopt;
  return (now - before) / before * 100;
}

}  // namespace qs::plan
