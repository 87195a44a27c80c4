// 变化: what is worth saying between two looks at the same thing, the earlier one first.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/plan/light.h"
#include "kernel/plan/ranking.h"

namespace qs::plan {

struct Look {
  std::optional<double> value;
  std::optional<bool> met;            // its goal; absent: there is none
  std::optional<double> probability;  // of meeting it
};

enum class Shift : uint8_t {
  reached,     // the figure came to its goal...
  lost,        // ... or left it
  likelier,    // the probability rose by a step or more...
  less_likely  // ... or fell
};
std::string_view name(Shift shift);  // "reached", ...

// `step`: the least difference of a probability that is told, 0..1.
std::vector<Shift> shifts(const Look& before, const Look& now, double step);

struct RankMove {
  std::string id;
  std::optional<size_t> before, now;  // none: not ranked
};
// Who has another rank than before, in the order of now; who was not there before is not told.
std::vector<RankMove> rank_moves(std::span<const Standing> before, std::span<const Standing> now);

enum class Passing : uint8_t {
  reached,  // done since
  missed    // its day passed since, and it is not done
};
// `before`: the same milestone as it was when `since` began; absent: there was none. The day of a
// milestone passes at its end.
std::optional<Passing> passing(const std::optional<Milestone>& before, const Milestone& now,
                               Day since, Day today);

}  // namespace qs::plan
