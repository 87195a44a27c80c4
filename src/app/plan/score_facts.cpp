#include "app/plan/score_facts.h"

#include <fmt/format.h>

#include <numeric>

#include "app/all_records.h"
#include "app/plan/targets.h"
#include "base/decimal.h"
#include "base/json.h"

namespace qs::app {
namespace {

using From = ScoreSource::From;
using ledger::Record;

constexpr int kRankPlaces = 2;

Day first_of(int year) {
  return std::chrono::year{year} / 1 / 1;
}

// The units that lead a task; where the document names none, those that are responsible.
std::vector<std::string> leading_units(const Record& task) {
  std::vector<std::string> out;
  for (auto field : {"lead_units", "duty_units"}) {
    auto rows = Json::parse(task.text(field), nullptr, false);
    if (!rows.is_array()) continue;
    for (const auto& row : rows)
      if (row.contains("unit") && row["unit"].is_string()) out.push_back(row["unit"]);
    if (!out.empty()) return out;
  }
  return out;
}

// The newest issue of each month.
std::map<std::string, Record> newest(std::vector<Record> bulletins) {
  std::map<std::string, Record> out;
  for (auto& one : bulletins) {
    auto& kept = out[one.text("month")];
    if (kept.id.empty() || kept.integer("issue").value_or(0) < one.integer("issue").value_or(0))
      kept = std::move(one);
  }
  return out;
}

}  // namespace

Result<ScoreFacts> ScoreFacts::of(const Pack& pack, const ledger::RecordLog& records,
                                  const Gatherer& gatherer, const service::Planning& planning,
                                  const AssessmentLaw& law, int year, Day today) {
  auto span = Period::of(PeriodKind::year, start_of(first_of(year))).span();
  span.until = std::min(span.until, start_of(today));
  ScoreFacts out(pack, records, gatherer, law, year, span);
  for (const auto& [item, source] : law.sources) {
    bool ranked = source.from == From::rank || source.from == From::interviews;
    if (ranked && !out.rankings_.contains(source.name))
      if (auto done = out.read_rankings(source.name); !done) return tl::unexpected(done.error());
    if (source.from == From::tasks && out.tasks_.empty())
      if (auto done = out.read_tasks(planning); !done) return tl::unexpected(done.error());
  }
  return out;
}

Result<void> ScoreFacts::read_rankings(const std::string& ranking) {
  auto found = all_records(
      *records_, "ranking_bulletin",
      {{.field = "ranking", .value = ranking},
       {.field = "month", .op = ledger::Op::greater_equal, .value = iso(first_of(year_))},
       {.field = "month", .op = ledger::Op::less, .value = iso(first_of(year_ + 1))}});
  if (!found) return tl::unexpected(found.error());
  auto& out = rankings_[ranking];
  for (const auto& [month, bulletin] : newest(std::move(*found))) {
    auto finding = Json::parse(bulletin.text("finding"), nullptr, false);
    if (!finding.is_object()) continue;
    ++out.months;
    for (const auto& row : finding.value("rows", Json::array()))
      if (row.contains("rank") && row["rank"].is_number())
        out.ranks[row.value("id", "")].push_back(row["rank"].get<double>());
    for (const auto& street : finding.value("to_interview", Json::array()))
      if (street.is_string()) ++out.interviews[street.get<std::string>()];
  }
  return {};
}

Result<void> ScoreFacts::read_tasks(const service::Planning& planning) {
  auto plans = records_->query({.kind = "plan", .where = {}});
  if (!plans) return tl::unexpected(plans.error());
  for (const auto& plan : *plans) {
    auto readings = planning.tasks(plan.id);
    if (!readings) return tl::unexpected(readings.error());
    for (const auto& reading : *readings)
      for (const auto& unit : leading_units(reading.task)) ++tasks_[{unit, reading.lit.light}];
  }
  return {};
}

Result<std::vector<Assessed>> ScoreFacts::assessed() const {
  std::vector<Assessed> out;
  if (law_->who == AssessmentLaw::Who::streets) {
    for (const auto& street : pack_->streets) out.push_back({street.id, "", street.name_zh});
    return out;
  }
  ledger::Filter of_kind{.field = "kind", .op = ledger::Op::in, .value = {}, .values = {}};
  for (const auto& kind : law_->unit_kinds) of_kind.values.emplace_back(kind);
  auto units = all_records(*records_, "unit", {of_kind});
  if (!units) return tl::unexpected(units.error());
  for (const auto& unit : *units) out.push_back({"", unit.id, unit.text("name")});
  return out;
}

Result<plan::Facts> ScoreFacts::facts(const Assessed& who) const {
  plan::Facts out;
  for (const auto& [item, source] : law_->sources) {
    auto one = fact(source, who);
    if (!one) return tl::unexpected(one.error());
    out[item] = std::move(*one);
  }
  return out;
}

Result<plan::Fact> ScoreFacts::fact(const ScoreSource& source, const Assessed& who) const {
  if (source.from == From::told) return plan::Fact{};
  if (source.from == From::measure) return measured(source.name, who);
  if (source.from == From::tasks) {
    auto light = source.name == "red" ? plan::Light::red : plan::Light::yellow;
    auto count = tasks_.find({who.unit, light});
    bool leads = false;
    for (const auto& [key, number] : tasks_) leads |= key.first == who.unit;
    if (!leads)
      return plan::Fact{.figure = {}, .goal = {}, .values = {}, .words = "没有牵头的规划任务"};
    return plan::Fact{.figure = count == tasks_.end() ? 0 : static_cast<double>(count->second),
                      .goal = {},
                      .values = {},
                      .words = "规划任务的灯，当时"};
  }
  const auto& ranked = rankings_.at(source.name);
  auto words = fmt::format("已发布月排名 {} 期", ranked.months);
  plan::Fact out{.figure = {}, .goal = {}, .values = {}, .words = words};
  if (ranked.months == 0) return out;
  if (source.from == From::interviews) {
    auto count = ranked.interviews.find(who.street);
    out.figure = count == ranked.interviews.end() ? 0 : static_cast<double>(count->second);
    return out;
  }
  auto ranks = ranked.ranks.find(who.street);
  if (ranks != ranked.ranks.end()) out.figure = mean_half_even(ranks->second, kRankPlaces);
  return out;
}

Result<plan::Fact> ScoreFacts::measured(const std::string& measure, const Assessed& who) const {
  auto law = pack_->planning.measure(measure);
  if (!law || span_.from >= span_.until) return plan::Fact{};
  auto gathered = who.unit.empty() ? gatherer_->gather(*law, who.street, span_, false)
                                   : gatherer_->gather_of_unit(*law, who.unit, span_);
  if (!gathered) return tl::unexpected(gathered.error());
  auto goal = goal_of_measure(*records_, measure, year_, who.street);
  if (!goal) return tl::unexpected(goal.error());
  return plan::Fact{.figure = plan::figure_of(law->measure, gathered->items),
                    .goal = *goal,
                    .values = gathered->items.size(),
                    .words = fmt::format("{}，{} 个数，截至 {}", law->name_zh,
                                         gathered->items.size(), iso(last_day(span_)))};
}

}  // namespace qs::app
