// 任务进展: each task of a plan with its milestones, its newest report and its light.
#include <algorithm>

#include "app/all_records.h"
#include "app/plan/planner.h"

namespace qs::app {
namespace {

using ledger::Op;
using ledger::Record;

using ByTask = std::map<std::string, std::vector<Record>>;

Result<ByTask> by_task(const ledger::RecordLog& records, const std::string& kind,
                       const std::vector<ledger::Filter>& where = {}) {
  auto found = all_records(records, kind, where);
  if (!found) return tl::unexpected(found.error());
  ByTask out;
  for (auto& record : *found) out[record.text("task")].push_back(std::move(record));
  return out;
}

std::optional<Day> day_of_field(const Record& record, std::string_view field) {
  auto day = parse_day(record.text(field));
  return day ? std::optional(*day) : std::nullopt;
}

// The end of the month that a report speaks of.
std::optional<Day> reported_until(const Record& report) {
  auto month = day_of_field(report, "month");
  if (!month) return std::nullopt;
  return Day{month->year() / month->month() / std::chrono::last};
}

plan::TaskFacts facts_of(const service::TaskReading& reading, std::optional<Day> begin) {
  const auto& task = reading.task;
  plan::TaskFacts out{.done = task.text("state") != "open",
                      .begin = begin,
                      .due = day_of_field(task, "due_on"),
                      .milestones = {},
                      .reported = std::nullopt,
                      .progress = std::nullopt};
  for (const auto& milestone : reading.milestones)
    if (auto due = day_of_field(milestone, "due_on"))
      out.milestones.push_back({*due, day_of_field(milestone, "done_on")});
  if (reading.report) {
    out.reported = reported_until(*reading.report);
    out.progress = reading.report->number("progress");
  }
  return out;
}

}  // namespace

Result<std::vector<service::TaskReading>> Planner::tasks(const std::string& plan) const {
  auto tasks =
      all_records(records_, "plan_task",
                  {{.field = "plan", .value = plan},
                   {.field = "state", .op = Op::not_equal, .value = std::string("dropped")}});
  if (!tasks) return tl::unexpected(tasks.error());
  auto milestones = by_task(records_, "task_milestone");
  if (!milestones) return tl::unexpected(milestones.error());
  auto reports =
      by_task(records_, "task_report",
              {{.field = "state", .op = Op::not_equal, .value = std::string("returned")}});
  if (!reports) return tl::unexpected(reports.error());
  auto whole = records_.get("plan", plan);
  if (!whole) return tl::unexpected(whole.error());
  std::optional<Day> begin;
  if (*whole)
    if (auto year = (*whole)->integer("from_year"))
      begin = std::chrono::year{static_cast<int>(*year)} / 1 / 1;
  auto today = day_of(now_());
  std::vector<service::TaskReading> out;
  for (auto& task : *tasks) {
    service::TaskReading reading{.task = std::move(task)};
    reading.milestones = std::move((*milestones)[reading.task.id]);
    auto& mine = (*reports)[reading.task.id];
    auto newest =
        std::ranges::max_element(mine, {}, [](const Record& r) { return r.text("month"); });
    if (newest != mine.end()) reading.report = *newest;
    reading.lit = plan::light_of(facts_of(reading, begin), pack_.planning.light, today);
    out.push_back(std::move(reading));
  }
  return out;
}

}  // namespace qs::app
