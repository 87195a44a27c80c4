// 变化: the plan of now beside the plan as it was when a day began.
#include <algorithm>

#include "app/all_records.h"
#include "app/as_it_was.h"
#include "app/plan/planner.h"
#include "app/plan/task_book.h"
#include "base/json.h"

namespace qs::app {
namespace {

using ledger::Record;
using service::Changes;
using service::IndicatorReading;

constexpr std::string_view kReports[]{"indicator_report", "task_report", "project_report"};
constexpr std::string_view kPublished[]{"plan_bulletin", "ranking_bulletin"};

plan::Look look_at(const IndicatorReading& reading) {
  plan::Look out{reading.value, reading.met, {}};
  if (reading.outlook) out.probability = reading.outlook->probability;
  return out;
}

const Record* named(const std::vector<Record>& records, const std::string& id) {
  auto at = std::ranges::find(records, id, &Record::id);
  return at == records.end() ? nullptr : &*at;
}

// 节点 of a project by their names; those without a day are left out.
std::map<std::string, plan::Milestone> stages_of(const Record& project) {
  std::map<std::string, plan::Milestone> out;
  auto rows = Json::parse(project.text("milestones"), nullptr, false);
  if (!rows.is_array()) return out;
  for (const auto& row : rows) {
    auto due = parse_day(row.value("planned_on", ""));
    if (!due) continue;
    auto done = parse_day(row.value("done_on", ""));
    out[row.value("name", "")] = {*due, done ? std::optional(*done) : std::nullopt};
  }
  return out;
}

Result<void> add_new(const ledger::RecordLog& records, std::string_view kind, Instant since,
                     std::vector<Record>& out) {
  auto earlier = changed_since(records, std::string(kind), since);
  if (!earlier) return tl::unexpected(earlier.error());
  for (const auto& [id, then] : *earlier) {
    if (then) continue;
    auto now = records.get(kind, id);
    if (!now) return tl::unexpected(now.error());
    if (*now) out.push_back(std::move(**now));
  }
  return {};
}

}  // namespace

// What was reported is told as a report; figures are those that the program makes.
Result<void> Planner::changed_figures(Changes& out) const {
  auto until = Period::of(PeriodKind::day, now_()).begin;
  auto year = static_cast<int>(last_day({start_of(out.since), until}).year());
  auto now = indicators(out.plan, year, "");
  if (!now) return tl::unexpected(now.error());
  Span then{start_of(std::chrono::year{year} / 1 / 1), start_of(out.since)};
  for (auto& reading : *now) {
    if (reading.source != IndicatorReading::Source::computed || then.from >= then.until) continue;
    auto before = read({reading.indicator, year, "", then});
    if (!before) return tl::unexpected(before.error());
    if (before->source != IndicatorReading::Source::computed) continue;
    Changes::Figure figure{std::move(reading.indicator), look_at(*before), look_at(reading), {}};
    figure.shifts = plan::shifts(figure.before, figure.now, pack_.planning.chance_step);
    if (!figure.shifts.empty()) out.figures.push_back(std::move(figure));
  }
  return {};
}

Result<void> Planner::changed_tasks(Changes& out) const {
  auto book = task_book(records_, out.plan);
  if (!book) return tl::unexpected(book.error());
  auto was = *book;
  for (auto [kind, records] :
       {std::pair("plan_task", &was.tasks), std::pair("task_milestone", &was.milestones),
        std::pair("task_report", &was.reports)}) {
    auto earlier = changed_since(records_, kind, start_of(out.since));
    if (!earlier) return tl::unexpected(earlier.error());
    *records = as_it_was(std::move(*records), *earlier);
  }
  std::erase_if(was.tasks, [&](const Record& r) { return r.text("plan") != out.plan; });
  auto milestones = was.milestones;
  auto today = day_of(now_());
  auto before = lit(std::move(was), pack_.planning.light, out.since);
  for (auto& reading : lit(std::move(*book), pack_.planning.light, today)) {
    for (const auto& milestone : reading.milestones) {
      auto known = milestone_of(milestone);
      auto then = named(milestones, milestone.id);
      if (!known) continue;
      if (auto passing =
              plan::passing(then ? milestone_of(*then) : std::nullopt, *known, out.since, today))
        out.milestones.push_back({reading.task, milestone.text("name"), known->due, *passing});
    }
    auto then = std::ranges::find(before, reading.task.id,
                                  [](const service::TaskReading& r) { return r.task.id; });
    if (then != before.end() && then->lit.light != reading.lit.light)
      out.lights.push_back({std::move(reading.task), then->lit, reading.lit});
  }
  return {};
}

Result<void> Planner::changed_projects(Changes& out) const {
  auto projects = all_records(records_, "project");
  if (!projects) return tl::unexpected(projects.error());
  auto earlier = changed_since(records_, "project", start_of(out.since));
  if (!earlier) return tl::unexpected(earlier.error());
  auto was = as_it_was(*projects, *earlier);
  for (const auto& project : *projects) {
    auto plan = project.text("plan");
    if (!plan.empty() && plan != out.plan) continue;
    auto then = named(was, project.id);
    auto before = then ? stages_of(*then) : std::map<std::string, plan::Milestone>{};
    for (const auto& [name, stage] : stages_of(project)) {
      auto at = before.find(name);
      if (auto passing =
              plan::passing(at == before.end() ? std::nullopt : std::optional(at->second), stage,
                            out.since, day_of(now_())))
        out.milestones.push_back({project, name, stage.due, *passing});
    }
  }
  return {};
}

// In the month of yesterday; before it had a day, nobody had a rank in it.
Result<void> Planner::changed_ranks(Changes& out) const {
  if (pack_.planning.rankings.empty()) return {};
  const auto& rules = pack_.planning.rankings.front();
  auto since = start_of(out.since), until = Period::of(PeriodKind::day, now_()).begin;
  auto month = Period::of(PeriodKind::month, until - Millis{1});
  out.ranking = rules.id;
  out.month = day_of(month.begin);
  if (since <= month.begin) return {};
  auto names = ranked_by(rules);
  if (!names) return tl::unexpected(names.error());
  Ranked ranked{rules, *names, gatherer_};
  auto before = standings(ranked, out.month, since);
  if (!before) return tl::unexpected(before.error());
  auto now = standings(ranked, out.month, until);
  if (!now) return tl::unexpected(now.error());
  out.ranks = plan::rank_moves(*before, *now);
  return {};
}

Result<Changes> Planner::changes(const std::string& plan, Day since) const {
  Changes out{.plan = plan, .since = since};
  for (auto part : {&Planner::changed_figures, &Planner::changed_tasks, &Planner::changed_projects,
                    &Planner::changed_ranks})
    if (auto done = (this->*part)(out); !done) return tl::unexpected(done.error());
  for (auto kind : kReports)
    if (auto done = add_new(records_, kind, start_of(since), out.reports); !done)
      return tl::unexpected(done.error());
  for (auto kind : kPublished)
    if (auto done = add_new(records_, kind, start_of(since), out.published); !done)
      return tl::unexpected(done.error());
  return out;
}

}  // namespace qs::app
