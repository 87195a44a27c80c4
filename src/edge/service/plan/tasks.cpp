// 规划任务: each with its light and why, its newest report and its milestones.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

Json task_json(const View& view, const TaskReading& reading, const Names& names) {
  auto reasons = Json::array(), milestones = Json::array();
  for (auto reason : reading.lit.reasons) reasons.push_back(plan::name(reason));
  for (const auto& milestone : reading.milestones)
    milestones.push_back({{"id", milestone.id},
                          {"name", milestone.text("name")},
                          {"due_on", milestone.text("due_on")},
                          {"done_on", milestone.text("done_on")}});
  auto report = Json();
  if (reading.report)
    report = {{"id", reading.report->id},
              {"month", reading.report->text("month")},
              {"progress", or_null(reading.report->number("progress"))},
              {"done", reading.report->text("done")},
              {"problems", reading.report->text("problems")},
              {"state", reading.report->text("state")}};
  auto out = record_json(view, reading.task, names);
  out.update({{"light", plan::name(reading.lit.light)},
              {"reasons", reasons},
              {"report", report},
              {"milestones", milestones}});
  return out;
}

}  // namespace

Reply get_plan_tasks(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, "plan_task");
  if (!view) return tl::unexpected(view.error());
  auto reports = View::of(room, call.actor, "task_report");
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto plan = param(call, "plan");
  if (!plan) return refuse(422, "which plan", "plan");
  auto found = lift((*planning)->tasks(*plan));
  if (!found) return tl::unexpected(found.error());
  Names names(room, call.actor);
  std::vector<ledger::Record> records;
  for (const auto& reading : *found) records.push_back(reading.task);
  if (auto learned = names.learn(view->kind(), records); !learned)
    return tl::unexpected(learned.error());
  auto out = Json::array();
  for (auto& reading : *found) {
    if (!view->reaches(reading.task)) continue;
    bool theirs = reading.report && reports && reports->reaches(*reading.report);
    if (!theirs) reading.report.reset();
    out.push_back(task_json(*view, reading, names));
  }
  return json_response({{"plan", *plan}, {"tasks", out}});
}

}  // namespace qs::service
