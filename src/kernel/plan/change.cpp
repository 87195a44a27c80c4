#include "kernel/plan/change.h"

#include <algorithm>
#include <cmath>

namespace qs::plan {
namespace {

constexpr double kRounding = 1e-9;  // a step that is exact in percent is a step

}  // namespace

std::string_view name(Shift shift) {
  constexpr std::string_view kNames[]{"reached", "lost", "likelier", "less_likely"};
  return kNames[static_cast<size_t>(shift)];
}

std::vector<Shift> shifts(const Look& before, const Look& now, double step) {
  std::vector<Shift> out;
  if (before.met && now.met && *before.met != *now.met)
    out.push_back(*now.met ? Shift::reached : Shift::lost);
  if (before.probability && now.probability) {
    auto by = *now.probability - *before.probability;
    if (std::abs(by) >= step - kRounding)
      out.push_back(by > 0 ? Shift::likelier : Shift::less_likely);
  }
  return out;
}

std::vector<RankMove> rank_moves(std::span<const Standing> before, std::span<const Standing> now) {
  std::vector<RankMove> out;
  for (const auto& standing : now) {
    auto then = std::ranges::find(before, standing.id, &Standing::id);
    if (then != before.end() && then->rank != standing.rank)
      out.push_back({standing.id, then->rank, standing.rank});
  }
  return out;
}

std::optional<Passing> passing(const std::optional<Milestone>& before, const Milestone& now,
                               Day since, Day today) {
  if (now.done) {
    bool was_done = before && before->done;
    return was_done ? std::nullopt : std::optional(Passing::reached);
  }
  bool passed = now.due < today;
  bool was_passed = before && !before->done && before->due < since;
  return passed && !was_passed ? std::optional(Passing::missed) : std::nullopt;
}

}  // namespace qs::plan
