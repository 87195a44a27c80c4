// 任务亮灯巡回: keeps each open task's light in its record, so that registers find it and a task
// that is overdue opens its case (task_overdue.toml).
#pragma once

#include "app/pack.h"
#include "app/rounds.h"
#include "edge/service/planning.h"

namespace qs::app {

class TaskRounds {
 public:
  TaskRounds(const service::Planning& planning, const ledger::RecordLog& records,
             service::Desk& desk, std::function<Instant()> now);

 private:
  void work();

  const service::Planning& planning_;
  const ledger::RecordLog& records_;
  service::Desk& desk_;
  std::function<Instant()> now_;
  Rounds rounds_;  // ends first
};

// The tasks whose light is another than their record says, as they are from `today` on.
Result<std::vector<ledger::Write>> moved_lights(const service::Planning& planning,
                                                const ledger::RecordLog& records, Day today);

}  // namespace qs::app
