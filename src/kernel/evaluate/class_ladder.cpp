#include "kernel/evaluate/class_ladder.h"

#include <algorithm>

#include "base/decimal.h"

namespace qs::evaluate {
namespace {

constexpr int kExactPlaces = 12;  // sheds the binary trace of a unit conversion

std::optional<double> in_unit(const standard::Library& library, std::optional<double> bound,
                              std::string_view from, std::string_view to) {
  if (!bound || from == to) return bound;
  auto value = library.convert(*bound, from, to);
  return value ? std::optional(round_half_even(*value, kExactPlaces)) : std::nullopt;
}

}  // namespace

bool ClassStep::meets(double value) const {
  return (!lower || value >= *lower) && (!upper || value <= *upper);
}

ClassLadder ClassLadder::of(const standard::Library& library, std::string_view standard,
                            std::string_view factor, Day law,
                            const std::vector<std::string>& classes, const Circumstances& known) {
  ClassLadder ladder;
  auto kept = library.factor(factor);
  if (!kept) return ladder;
  auto rows = library.limits(standard, kept->code, law);
  for (size_t i = 0; i < classes.size(); ++i) {
    auto chosen = binding(rows, {}, classes[i], known);
    if (!chosen) continue;
    ladder.steps_.push_back({static_cast<int>(i) + 1, chosen,
                             in_unit(library, chosen->lower, chosen->unit, kept->unit),
                             in_unit(library, chosen->upper, chosen->unit, kept->unit)});
  }
  return ladder;
}

int ClassLadder::rank(double value) const {
  auto met = std::ranges::find_if(steps_, [&](const auto& step) { return step.meets(value); });
  if (met != steps_.end()) return met->rank;
  return steps_.empty() ? 0 : steps_.back().rank + 1;
}

const ClassStep* ClassLadder::step(int rank) const {
  auto found = std::ranges::find(steps_, rank, &ClassStep::rank);
  return found == steps_.end() ? nullptr : &*found;
}

}  // namespace qs::evaluate
