#include "kernel/plan/light.h"

#include <algorithm>

namespace qs::plan {
namespace {

using std::chrono::sys_days;

int days_between(Day from, Day until) {
  return static_cast<int>((sys_days{until} - sys_days{from}).count());
}

// Percent points by which the report lies behind an even pace; nullopt: nothing to go by.
std::optional<double> behind(const TaskFacts& task, Day today) {
  if (!task.begin || !task.due || !task.progress || *task.begin >= *task.due) return std::nullopt;
  auto passed =
      std::clamp<double>(days_between(*task.begin, today), 0, days_between(*task.begin, *task.due));
  return 100 * passed / days_between(*task.begin, *task.due) - *task.progress;
}

Light worst(std::span<const LightReason> reasons) {
  if (reasons.empty()) return Light::green;
  return *std::ranges::min_element(reasons) <= LightReason::far_behind ? Light::red : Light::yellow;
}

}  // namespace

std::string_view name(Light light) {
  constexpr std::string_view kNames[]{"done", "green", "yellow", "red"};
  return kNames[static_cast<size_t>(light)];
}

std::string_view name(LightReason reason) {
  constexpr std::string_view kNames[]{"overdue", "milestone_overdue", "far_behind", "near",
                                      "behind",  "no_report"};
  return kNames[static_cast<size_t>(reason)];
}

Lit light_of(const TaskFacts& task, const LightRules& rules, Day today) {
  if (task.done) return {Light::done, {}};
  std::vector<LightReason> reasons;
  auto add = [&](bool holds, LightReason reason) {
    if (holds && std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
  };
  auto near = [&](Day due) { return today <= due && days_between(today, due) <= rules.near_days; };
  if (task.due) {
    add(*task.due < today, LightReason::overdue);
    add(near(*task.due), LightReason::near);
  }
  for (const auto& milestone : task.milestones) {
    if (milestone.done) continue;
    add(milestone.due < today, LightReason::milestone_overdue);
    add(near(milestone.due), LightReason::near);
  }
  if (auto points = behind(task, today)) {
    add(*points > rules.behind_red, LightReason::far_behind);
    add(*points > rules.behind_yellow && *points <= rules.behind_red, LightReason::behind);
  }
  bool begun = !task.begin || *task.begin <= today;
  add(begun && (!task.reported || days_between(*task.reported, today) > rules.report_days),
      LightReason::no_report);
  std::ranges::sort(reasons);
  return {worst(reasons), reasons};
}

}  // namespace qs::plan
