// 任务进展: each task of a plan with its milestones, its newest report and its light.
#include <algorithm>

#include "app/all_records.h"
#include "app/plan/planner.h"
#include "app/plan/task_book.h"

namespace qs::app {
namespace {

using ledger::Record;

using ByTask = std::map<std::string, std::vector<Record>>;

ByTask by_task(std::vector<Record> records) {
  ByTask out;
  for (auto& record : records) out[record.text("task")].push_back(std::move(record));
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
    if (auto known = milestone_of(milestone)) out.milestones.push_back(*known);
  if (reading.report) {
    out.reported = reported_until(*reading.report);
    out.progress = reading.report->number("progress");
  }
  return out;
}

}  // namespace

std::optional<plan::Milestone> milestone_of(const Record& milestone) {
  auto due = day_of_field(milestone, "due_on");
  if (!due) return std::nullopt;
  return plan::Milestone{*due, day_of_field(milestone, "done_on")};
}

Result<TaskBook> task_book(const ledger::RecordLog& records, const std::string& plan) {
  auto tasks = all_records(records, "plan_task", {{.field = "plan", .value = plan}});
  if (!tasks) return tl::unexpected(tasks.error());
  auto milestones = all_records(records, "task_milestone");
  if (!milestones) return tl::unexpected(milestones.error());
  auto reports = all_records(records, "task_report");
  if (!reports) return tl::unexpected(reports.error());
  auto whole = records.get("plan", plan);
  if (!whole) return tl::unexpected(whole.error());
  TaskBook out{std::move(*tasks), std::move(*milestones), std::move(*reports), {}};
  if (*whole)
    if (auto year = (*whole)->integer("from_year"))
      out.begin = std::chrono::year{static_cast<int>(*year)} / 1 / 1;
  return out;
}

std::vector<service::TaskReading> lit(TaskBook book, const plan::LightRules& rules, Day today) {
  std::erase_if(book.tasks, [](const Record& r) { return r.text("state") == "dropped"; });
  std::erase_if(book.reports, [](const Record& r) { return r.text("state") == "returned"; });
  auto milestones = by_task(std::move(book.milestones));
  auto reports = by_task(std::move(book.reports));
  std::vector<service::TaskReading> out;
  for (auto& task : book.tasks) {
    service::TaskReading reading{.task = std::move(task)};
    reading.milestones = std::move(milestones[reading.task.id]);
    auto& mine = reports[reading.task.id];
    auto newest =
        std::ranges::max_element(mine, {}, [](const Record& r) { return r.text("month"); });
    if (newest != mine.end()) reading.report = *newest;
    reading.lit = plan::light_of(facts_of(reading, book.begin), rules, today);
    out.push_back(std::move(reading));
  }
  return out;
}

Result<std::vector<service::TaskReading>> Planner::tasks(const std::string& plan) const {
  return task_book(records_, plan).map([&](TaskBook&& book) {
    return lit(std::move(book), pack_.planning.light, day_of(now_()));
  });
}

}  // namespace qs::app
