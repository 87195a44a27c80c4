// 通报里的工作: tasks by light, projects by stage and money, what stands in the way, cases.
#include <fmt/format.h>

#include "app/all_records.h"
#include "app/plan/planner.h"
#include "app/plan/telling.h"
#include "edge/service/plan/ranking_notice.h"

namespace qs::app {
namespace {

using ledger::Op;
using ledger::Record;

constexpr size_t kMostProblems = 200;

std::vector<ledger::Filter> within(std::string_view field, Span span) {
  return {{.field = std::string(field), .op = Op::greater_equal, .value = to_ms(span.from)},
          {.field = std::string(field), .op = Op::less, .value = to_ms(span.until)}};
}

void add(std::optional<double>& sum, const std::optional<double>& part) {
  if (part) sum = sum.value_or(0) + *part;
}

void add_problem(Json& problems, const std::string& of, const std::string& words) {
  if (!words.empty() && problems.size() < kMostProblems)
    problems.push_back({{"of", of}, {"words", words}});
}

}  // namespace

Result<void> Planner::tell_tasks(Telling& told, Json& problems) const {
  auto plans = plans_of(told);
  if (!plans) return tl::unexpected(plans.error());
  std::map<plan::Light, int64_t> lights;
  int64_t total = 0;
  auto rows = Json::array();
  for (const auto& plan : *plans) {
    auto readings = tasks(plan.id);
    if (!readings) return tl::unexpected(readings.error());
    for (const auto& reading : *readings) {
      ++total;
      ++lights[reading.lit.light];
      auto title = reading.task.text("title");
      if (reading.report) add_problem(problems, title, reading.report->text("problems"));
      bool late = reading.lit.light == plan::Light::red;
      if (!late && !(told.is_evaluation() && reading.lit.light == plan::Light::yellow)) continue;
      rows.push_back({{"number", reading.task.text("number")},
                      {"title", title},
                      {"units", units_of(reading.task)},
                      {"due_on", reading.task.text("due_on")},
                      {"light", late ? "红" : "黄"},
                      {"reason", reasons_zh(reading.lit)}});
    }
  }
  told.put("tasks", rows);
  told.fields["tasks_total"] = total;
  told.fields["tasks_done"] = lights[plan::Light::done];
  told.fields["tasks_red"] = lights[plan::Light::red];
  told.fields["tasks_yellow"] = lights[plan::Light::yellow];
  told.trace(
      {.figure = "任务各灯",
       .value = fmt::format("{} 项", total),
       .what = "任务、节点和月报，按亮灯规则，以发布时的台账计",
       .span = told.span(),
       .count = fmt::format("{} 条", total),
       .clause = service::clause_zh("planning.toml [light]", pack_.planning.light_confidence),
       .page = "/plan?tab=tasks"});
  return {};
}

Result<void> Planner::tell_projects(Telling& told, Json& problems) const {
  struct Sums {
    int64_t count = 0, finished = 0;
    std::optional<double> investment, paid, reduction;  // of those that name them
  };
  auto found = all_records(records_, "project");
  if (!found) return tl::unexpected(found.error());
  if (told.is_evaluation())
    std::erase_if(*found, [&](const Record& r) { return r.text("plan") != told.asked.plan; });
  std::map<std::string, Sums> categories;
  std::map<std::string, int64_t> stages;
  auto rows = Json::array(), by_category = Json::array(), by_stage = Json::array();
  for (const auto& project : *found) {
    auto category = pack_.choice_zh("project", "category", project.text("category"));
    auto state = project.text("state");
    auto stage = pack_.choice_zh("project", "state", state);
    auto& sums = categories[category];
    ++sums.count, ++stages[stage];
    sums.finished += state == "finished" || state == "accepted";
    add(sums.investment, project.number("investment"));
    add(sums.paid, project.number("paid"));
    add(sums.reduction, project.number("reduction_t"));
    auto ended = project.text("end_on");
    Json row{{"name", project.text("name")},
             {"category", category},
             {"stage", stage},
             {"progress", written(project.number("progress"), -1, "%")},
             {"end_on", ended.empty() ? project.text("planned_end_on") : ended}};
    set(row, "investment", myriads(project.number("investment")));
    set(row, "paid", myriads(project.number("paid")));
    rows.push_back(std::move(row));
    add_problem(problems, project.text("name"), project.text("problems"));
  }
  for (const auto& [category, sums] : categories) {
    Json row{{"category", category}, {"count", sums.count}, {"finished", sums.finished}};
    set(row, "investment", myriads(sums.investment));
    set(row, "paid", myriads(sums.paid));
    set(row, "reduction", sums.reduction);
    by_category.push_back(std::move(row));
  }
  for (const auto& [stage, count] : stages)
    by_stage.push_back({{"stage", stage}, {"count", count}});
  told.put("projects", rows);
  told.put("categories", by_category);
  told.put("stages", by_stage);
  told.trace({.figure = "重点工程的阶段和资金",
              .value = fmt::format("{} 项", found->size()),
              .what = "重点工程台账，以发布时的状态和金额计",
              .span = told.span(),
              .count = fmt::format("{} 条", found->size()),
              .page = "/plan?tab=projects"});
  return {};
}

Result<void> Planner::tell_cases(Telling& told) const {
  using ByStreet = std::map<std::string, int64_t>;
  auto counted = [&](std::string_view kind, std::vector<ledger::Filter> where) -> Result<ByStreet> {
    auto groups = records_.group({.kind = std::string(kind), .where = std::move(where)},
                                 std::vector<std::string>{std::string(access::kAreaField)}, {});
    if (!groups) return tl::unexpected(groups.error());
    ByStreet out;
    for (const auto& group : *groups)
      out[ledger::text_of(group.by[0])] += static_cast<int64_t>(group.count);
    return out;
  };
  ledger::Filter is_open{.field = "state", .value = std::string("open")};
  auto opened = counted("case", within("opened_at", told.span()));
  auto closed = counted("case", within("closed_at", told.span()));
  auto open = counted("case", {is_open});
  auto overdue = counted("case", {is_open, {.field = "overdue", .value = true}});
  auto alerts = counted("alert", within("fired_at", told.span()));
  for (const auto* part : {&opened, &closed, &open, &overdue, &alerts})
    if (!*part) return tl::unexpected(part->error());
  auto sum = [](const ByStreet& counts) {
    int64_t out = 0;
    for (const auto& [street, count] : counts) out += count;
    return out;
  };
  auto rows = Json::array();
  for (const auto& street : pack_.streets)
    rows.push_back({{"street", street.name_zh},
                    {"opened", (*opened)[street.id]},
                    {"closed", (*closed)[street.id]},
                    {"overdue", (*overdue)[street.id]}});
  told.put("cases", rows);
  auto tell = [&](const char* field, const char* name, const ByStreet& counts, const char* what) {
    told.fields[field] = sum(counts);
    told.trace({.figure = name,
                .value = std::to_string(sum(counts)),
                .what = what,
                .span = told.span(),
                .count = fmt::format("{} 条", sum(counts)),
                .page = "/cases"});
  };
  tell("cases_opened", "新开办件", *opened, "起止内开办");
  tell("cases_closed", "办结", *closed, "起止内办结");
  tell("cases_open", "在办", *open, "发布时在办");
  tell("cases_overdue", "在办超期", *overdue, "发布时在办并已超期");
  tell("alerts_total", "预警", *alerts, "起止内发出");
  return {};
}

}  // namespace qs::app
