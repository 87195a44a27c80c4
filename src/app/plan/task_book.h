// 任务簿: what the lights of a plan's tasks are made of, as it stands or as it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "edge/service/planning.h"

namespace qs::app {

// Tasks that were dropped and reports that were returned are among them, and shed no light.
struct TaskBook {
  std::vector<ledger::Record> tasks, milestones, reports;
  std::optional<Day> begin;  // of the plan
};
Result<TaskBook> task_book(const ledger::RecordLog& records, const std::string& plan);

// A milestone as the light takes it; nullopt: it has no day.
std::optional<plan::Milestone> milestone_of(const ledger::Record& milestone);

std::vector<service::TaskReading> lit(TaskBook book, const plan::LightRules& rules, Day today);

}  // namespace qs::app
