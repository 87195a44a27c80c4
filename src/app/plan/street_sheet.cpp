// 一街一表: what is known of one street at this moment: its air and targets, its place in the
// latest ranking, cases, reports, projects and registers.
#include <fmt/format.h>

#include "app/all_records.h"
#include "app/plan/planner.h"
#include "app/plan/telling.h"
#include "edge/service/plan/ranking_notice.h"

namespace qs::app {
namespace {

using ledger::Record;
using service::IndicatorReading;

constexpr size_t kMostCases = 100, kMostReports = 50;

ledger::Filter of_street(const std::string& street) {
  return {.field = std::string(access::kAreaField), .value = street};
}

std::string step_zh(const Pack& pack, const Record& one) {
  auto id = one.text("step");
  auto workflow = pack.workflow(one.text("workflow"));
  if (!workflow) return id;
  auto step = std::ranges::find(workflow->steps, id, &casework::Step::id);
  return step == workflow->steps.end() ? id : step->name_zh;
}

Result<void> tell_cases_of(const Pack& pack, const ledger::RecordLog& records,
                           const std::string& street, Telling& told) {
  ledger::Filter open{.field = "state", .value = std::string("open")};
  auto counted = [&](std::vector<ledger::Filter> where) {
    where.push_back(of_street(street));
    return records.count({.kind = "case", .where = std::move(where)});
  };
  auto opened = counted(
      {{.field = "opened_at", .op = ledger::Op::greater_equal, .value = to_ms(told.span().from)}});
  auto still = counted({open}), overdue = counted({open, {.field = "overdue", .value = true}});
  for (const auto* part : {&opened, &still, &overdue})
    if (!*part) return tl::unexpected(part->error());
  told.fields["cases_opened"] = static_cast<int64_t>(*opened);
  told.fields["cases_open"] = static_cast<int64_t>(*still);
  told.fields["cases_overdue"] = static_cast<int64_t>(*overdue);
  auto listed = records.query({.kind = "case",
                               .where = {of_street(street), open},
                               .order_by = "due_at",
                               .limit = kMostCases});
  if (!listed) return tl::unexpected(listed.error());
  auto rows = Json::array();
  for (const auto& one : *listed) {
    auto due = one.instant("due_at");
    rows.push_back({{"key", one.id},
                    {"title", one.text("title_zh")},
                    {"step", step_zh(pack, one)},
                    {"due_on", due ? iso(day_of(*due)) : std::string()},
                    {"overdue", one.flag("overdue") ? "是" : "否"}});
  }
  told.put("cases", rows);
  told.trace({.figure = "办件",
              .value = fmt::format("新开 {}，在办 {}，超期 {}", *opened, *still, *overdue),
              .what = "本街道的办件；新开为当年，在办和超期为此刻",
              .span = told.span(),
              .count = fmt::format("{} 条", rows.size()),
              .page = "/cases?street=" + street});
  return {};
}

Result<void> tell_reports_of(const ledger::RecordLog& records, const std::string& street,
                             Telling& told) {
  auto reports = records.query({.kind = "task_report",
                                .where = {of_street(street)},
                                .order_by = "month",
                                .descending = true,
                                .limit = kMostReports});
  if (!reports) return tl::unexpected(reports.error());
  auto rows = Json::array();
  for (const auto& report : *reports) {
    auto task = records.get("plan_task", report.text("task"));
    if (!task) return tl::unexpected(task.error());
    rows.push_back({{"task", *task ? (*task)->text("title") : report.text("task")},
                    {"month", report.text("month").substr(0, 7)},
                    {"progress", written(report.number("progress"), -1, "%")},
                    {"done", report.text("done")},
                    {"problems", report.text("problems")}});
  }
  told.put("reports", rows);
  return {};
}

Result<void> tell_projects_of(const Pack& pack, const ledger::RecordLog& records,
                              const std::string& street, Telling& told) {
  auto found = all_records(records, "project", {of_street(street)});
  if (!found) return tl::unexpected(found.error());
  auto rows = Json::array();
  for (const auto& project : *found) {
    Json row{{"name", project.text("name")},
             {"stage", pack.choice_zh("project", "state", project.text("state"))},
             {"progress", written(project.number("progress"), -1, "%")}};
    set(row, "investment", myriads(project.number("investment")));
    set(row, "paid", myriads(project.number("paid")));
    rows.push_back(std::move(row));
  }
  told.put("projects", rows);
  return {};
}

// How many records of each register lie in the street; registers without any are left out.
Result<void> tell_registers_of(const Pack& pack, const ledger::RecordLog& records,
                               const std::string& street, Telling& told) {
  auto rows = Json::array();
  for (const auto& kind : pack.kinds) {
    if (kind.shelf.empty() || !kind.field(access::kAreaField)) continue;
    auto count = records.count({.kind = kind.name, .where = {of_street(street)}});
    if (!count) return tl::unexpected(count.error());
    if (*count > 0) rows.push_back({{"register", kind.label_zh}, {"count", *count}});
  }
  told.put("registers", rows);
  return {};
}

}  // namespace

// Those that have a target of the street, and those that its own stations can tell.
Result<void> Planner::tell_street_indicators(const std::string& street, Telling& told) const {
  auto plans = plans_of(told);
  if (!plans) return tl::unexpected(plans.error());
  auto rows = Json::array(), months = Json::array();
  for (const auto& plan : *plans) {
    auto found = indicators_of(plan.id);
    if (!found) return tl::unexpected(found.error());
    for (const auto& indicator : *found) {
      auto law = pack_.planning.measure(indicator.text("measure"));
      auto year = static_cast<int>(told.last().year());
      auto reading = read({indicator, year, street, told.span()});
      if (!reading) return tl::unexpected(reading.error());
      bool daily = law && law->daily() && reading->value;
      if (!reading->target && !daily) continue;
      auto row = main_row(*reading);
      row["met"] = met_zh(reading->met);
      row["need"] = need_zh(*reading);
      row["source"] = source_zh(*reading);
      rows.push_back(std::move(row));
      trace_indicator(told, *reading);
      if (daily) add_months(*reading, months);
    }
  }
  told.put("mains", rows);
  told.put("months", months);
  return {};
}

// The latest month that is over.
Result<void> Planner::tell_street_ranking(const std::string& street, Telling& told) const {
  auto rules = std::ranges::find_if(pack_.planning.rankings,
                                    [](const auto& one) { return one.stations.empty(); });
  if (rules == pack_.planning.rankings.end()) return {};
  auto month = Period::of(PeriodKind::month, told.span().until).previous();
  auto found = ranking(rules->id, day_of(month.begin), {});
  if (!found) return tl::unexpected(found.error());
  auto rows = Json::array();
  for (const auto& standing : (*found)->standings) {
    if (standing.id != street) continue;
    told.fields["rank"] =
        standing.rank ? fmt::format("第 {} 名{}", *standing.rank, standing.tied ? "（并列）" : "")
                      : std::string("不排名");
    told.fields["score"] = written(standing.score, 2);
    for (size_t i = 0; i < standing.of.size(); ++i) {
      const auto& criterion = (*found)->rules.criteria[i];
      rows.push_back({{"criterion", criterion.name_zh},
                      {"value", written(standing.of[i].value, criterion.places, criterion.unit)},
                      {"rank", standing.of[i].rank ? std::to_string(*standing.of[i].rank)
                                                   : std::string("—")}});
    }
  }
  told.put("ranking", rows);
  told.fields["ranking_name"] =
      fmt::format("{}（{}）", (*found)->rules.name_zh, iso_month(day_of(month.begin)));
  told.fields["ranked"] = static_cast<int64_t>((*found)->standings.size());
  told.trace({.figure = (*found)->rules.name_zh,
              .value = ledger::text_of(told.fields["rank"]),
              .what = "各项名次的加权平均，越小越好",
              .span = month.span(),
              .count = fmt::format("{} 个街道", (*found)->standings.size()),
              .clause = service::clause_zh(rules->clause, rules->confidence),
              .page = "/plan?tab=ranking"});
  return {};
}

Result<std::optional<Record>> Planner::street_sheet(const std::string& street, Instant at) const {
  auto known = std::ranges::find(pack_.streets, street, &Street::id);
  if (known == pack_.streets.end()) return std::nullopt;
  auto yesterday = Period::of(PeriodKind::day, at).previous().begin;
  Telling told{.asked = {"", year_until(day_of(yesterday)), ""}};
  told.fields = {{"name", fmt::format("{}（{}）", known->name_zh, iso(day_of(at)))},
                 {"street", street},
                 {"street_name", known->name_zh},
                 {"at", to_ms(at)},
                 {"from_on", iso(day_of(told.span().from))},
                 {"until_on", iso(told.last())}};
  if (auto done = tell_street_indicators(street, told); !done) return tl::unexpected(done.error());
  if (auto done = tell_street_ranking(street, told); !done) return tl::unexpected(done.error());
  if (auto done = tell_cases_of(pack_, records_, street, told); !done)
    return tl::unexpected(done.error());
  if (auto done = tell_reports_of(records_, street, told); !done)
    return tl::unexpected(done.error());
  if (auto done = tell_projects_of(pack_, records_, street, told); !done)
    return tl::unexpected(done.error());
  if (auto done = tell_registers_of(pack_, records_, street, told); !done)
    return tl::unexpected(done.error());
  told.put("sources", told.sources);
  return Record{"street_sheet", street, 1, std::move(told.fields)};
}

}  // namespace qs::app
