#include "kernel/plan/decomposition.h"

#include <algorithm>
#include <array>

#include "base/decimal.h"

namespace qs::plan {
namespace {

using Kind = Contradiction::Kind;

std::vector<Contradiction> looser_parts(const Goal& whole, std::span<const Part> parts) {
  std::vector<Contradiction> out;
  for (const auto& part : parts)
    if (!meets(whole, *part.value)) out.push_back({Kind::looser, part.id, {}});
  return out;
}

std::vector<Contradiction> faults(std::span<const Part> parts, Composition how) {
  std::vector<Contradiction> out;
  bool weighed = how == Composition::mean || how == Composition::share;
  bool any = std::ranges::any_of(parts, [](const Part& part) { return part.weight.has_value(); });
  for (const auto& part : parts) {
    if (!part.value) out.push_back({Kind::no_value, part.id, {}});
    if (weighed && any && !(part.weight && *part.weight > 0))
      out.push_back({Kind::weights, part.id, {}});
  }
  return out;
}

double made_of(std::span<const Part> parts, Composition how) {
  double sum = 0, weights = 0;
  for (const auto& part : parts) {
    auto weight = how == Composition::sum ? 1.0 : part.weight.value_or(1.0);
    sum += *part.value * weight;
    weights += weight;
  }
  return how == Composition::sum ? sum : sum / weights;
}

}  // namespace

std::optional<Composition> composition(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Composition>, 4> kNames{
      {{"sum", Composition::sum},
       {"mean", Composition::mean},
       {"share", Composition::share},
       {"same", Composition::same}}};
  for (const auto& [known, how] : kNames)
    if (known == name) return how;
  return std::nullopt;
}

std::vector<Contradiction> contradictions(const Goal& whole, Composition how,
                                          std::span<const Part> parts, int places) {
  if (parts.empty()) return {};
  if (auto found = faults(parts, how); !found.empty()) return found;
  if (how == Composition::same) return looser_parts(whole, parts);
  auto at = std::max(places, Decimal::of(whole.value).scale);
  auto made = round_half_even(made_of(parts, how), at);
  if (made == round_half_even(whole.value, at)) return {};
  return {{Kind::differs, {}, made}};
}

}  // namespace qs::plan
