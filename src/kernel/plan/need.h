// 反算: what the rest of a period must look like so that its figure still meets the goal. Exact:
// decimal arithmetic, and the figure is rounded as the measure rounds it.
#pragma once

#include <optional>
#include <span>

#include "kernel/plan/measure.h"

namespace qs::plan {

enum class Chance : uint8_t {
  sure,       // met whatever comes
  open,       // it depends on the rest
  impossible  // missed whatever comes (a mean: even with a rest of zero, or of any height)
};

struct Need {
  Chance chance = Chance::open;
  size_t rest = 0;  // items that are still to come
  // A mean: what the rest may average at most (goal.low) or must at least, with one decimal more
  // than the figure; rounded to the safe side. nullopt: nothing is left, or chance is impossible.
  std::optional<double> mean;
  // A share: of the rest, how many must be within the bound (a high goal) or may at most (a low
  // one). nullopt as above.
  std::optional<size_t> hits;
};

// `rest`: how many items the period is still to bring, all of them taken as valid. Values are of
// things that are never below zero; the measure is no sum.
Need need(const Measure& measure, const Goal& goal, std::span<const Item> so_far, size_t rest);

}  // namespace qs::plan
