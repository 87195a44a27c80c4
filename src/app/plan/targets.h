// 目标: which target of an indicator stands in a year.
#pragma once

#include <optional>
#include <string>

#include "kernel/ledger/record_log.h"
#include "kernel/plan/measure.h"

namespace qs::app {

// Of the whole year in this area (empty: the district): the target of the year, else the latest
// before it, else the first to come; nullopt: none is in force.
Result<std::optional<ledger::Record>> target_of(const ledger::RecordLog& records,
                                                const ledger::Record& indicator, int year,
                                                const std::string& area);
// nullopt: the target is words only.
std::optional<plan::Goal> goal_of(const ledger::Record& indicator, const ledger::Record& target);
// The goal of the first indicator that is measured so: the area's own, else the district's.
Result<std::optional<plan::Goal>> goal_of_measure(const ledger::RecordLog& records,
                                                  const std::string& measure, int year,
                                                  const std::string& area);

}  // namespace qs::app
