// 任务亮灯: whether a task is on its way, from its dates and its reports alone.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace qs::plan {

enum class Light : uint8_t { done, green, yellow, red };
std::string_view name(Light light);  // "done", "green", ...

struct Milestone {
  Day due;
  std::optional<Day> done;
};

struct TaskFacts {
  bool done = false;
  std::optional<Day> begin;  // of the plan
  std::optional<Day> due;    // absent: the document names none
  std::vector<Milestone> milestones;
  std::optional<Day> reported;     // the newest report that was not returned
  std::optional<double> progress;  // of that report, percent
};

struct LightRules {
  int near_days = 30;                          // a date so near that is not done is yellow
  int report_days = 45;                        // a report older than this is yellow
  double behind_yellow = 10, behind_red = 30;  // percent points behind the time that has passed
};

// Why the light is what it is; the worst reason decides.
enum class LightReason : uint8_t {
  overdue,            // red: the task's own date has passed
  milestone_overdue,  // red
  far_behind,         // red: the reported progress
  near,               // yellow
  behind,             // yellow
  no_report           // yellow: none, or too old
};
std::string_view name(LightReason reason);

struct Lit {
  Light light = Light::green;
  std::vector<LightReason> reasons;
};
Lit light_of(const TaskFacts& task, const LightRules& rules, Day today);

}  // namespace qs::plan
