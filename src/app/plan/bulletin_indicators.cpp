// 通报里的指标: every indicator as it stood at the end of the period; the main ones month by month,
// and, in the evaluation of a plan, all of them year by year.
#include <fmt/format.h>

#include <algorithm>

#include "app/all_records.h"
#include "app/plan/planner.h"
#include "app/plan/telling.h"
#include "base/decimal.h"

namespace qs::app {
namespace {

using ledger::Record;
using service::IndicatorReading;

// 进展: against the straight way from the base to the target, which no document prescribes.
std::string track_zh(const IndicatorReading& reading) {
  if (reading.met == true) return "已达标";
  auto base = reading.indicator.number("base");
  auto from = reading.indicator.integer("base_year");
  auto until = reading.target ? reading.target->integer("year") : std::nullopt;
  auto year = static_cast<int>(reading.as_of.year());
  if (!reading.value || !reading.goal || !base || !from || !until || *until <= *from) return "";
  auto share =
      std::min(1.0, static_cast<double>(year - *from) / static_cast<double>(*until - *from));
  double due = *base + (reading.goal->value - *base) * share;
  bool ahead = plan::meets({due, reading.goal->low}, *reading.value);
  return fmt::format("{}（直线应为 {}）", ahead ? "在轨" : "落后",
                     written(round_half_even(due, 1), -1));
}

Json indicator_row(const Pack& pack, const IndicatorReading& reading) {
  const auto& indicator = reading.indicator;
  Json row{{"number", indicator.integer("number").value_or(0)},
           {"name", indicator.text("name")},
           {"unit", indicator.text("unit")},
           {"value", value_zh(reading)},
           {"target", target_zh(reading)},
           {"met", met_zh(reading.met)},
           {"need", need_zh(reading)},
           {"chance", reading.outlook ? fmt::format("{:.0f}%", reading.outlook->probability * 100)
                                      : std::string()},
           {"track", track_zh(reading)},
           {"better", indicator.text("better")},
           {"nature", pack.choice_zh("indicator", "nature", indicator.text("nature"))},
           {"base", indicator.text("base_words")},
           {"quote", indicator.text("quote")},
           {"line", indicator.integer("line").value_or(0)},
           {"source", source_zh(reading)}};
  set(row, "figure", reading.value);
  if (reading.goal) row["goal"] = reading.goal->value;
  return row;
}

void count_met(Telling& told, const std::vector<IndicatorReading>& readings) {
  auto many = [&](auto which) {
    return static_cast<int64_t>(std::ranges::count_if(
        readings, [&](const IndicatorReading& reading) { return which(reading.met); }));
  };
  told.fields["indicators_total"] = static_cast<int64_t>(readings.size());
  told.fields["indicators_met"] = many([](auto met) { return met == true; });
  told.fields["indicators_missed"] = many([](auto met) { return met == false; });
  told.fields["indicators_open"] = many([](auto met) { return !met; });
}

}  // namespace

Result<std::vector<Record>> Planner::plans_of(const Telling& told) const {
  auto plans = records_.query({.kind = "plan", .where = {}, .order_by = "from_year"});
  if (plans && told.is_evaluation())
    std::erase_if(*plans, [&](const Record& plan) { return plan.id != told.asked.plan; });
  return plans;
}

Result<void> Planner::tell_indicators(Telling& told) const {
  auto plans = plans_of(told);
  if (!plans) return tl::unexpected(plans.error());
  std::vector<IndicatorReading> readings;
  for (const auto& plan : *plans) {
    auto of_plan = readings_until(plan.id, told.last());
    if (!of_plan) return tl::unexpected(of_plan.error());
    std::ranges::move(*of_plan, std::back_inserter(readings));
  }
  auto rows = Json::array(), mains = Json::array(), months = Json::array();
  for (const auto& reading : readings) {
    rows.push_back(indicator_row(pack_, reading));
    trace_indicator(told, reading);
    if (reading.points.empty() || !reading.goal || !reading.need) continue;
    mains.push_back(main_row(reading));
    add_months(reading, months);
  }
  if (told.is_evaluation())
    if (auto done = tell_years(told, plans->front(), readings, rows); !done) return done;
  told.put("indicators", rows);
  told.put("mains", mains);
  told.put("months", months);
  count_met(told, readings);
  return {};
}

// The indicators at the end of a day: its year up to it.
Result<std::vector<IndicatorReading>> Planner::readings_until(const std::string& plan,
                                                              Day last) const {
  auto found = indicators_of(plan);
  if (!found) return tl::unexpected(found.error());
  std::vector<IndicatorReading> out;
  for (const auto& indicator : *found) {
    auto reading = read({indicator, static_cast<int>(last.year()), "", year_until(last)});
    if (!reading) return tl::unexpected(reading.error());
    out.push_back(std::move(*reading));
  }
  return out;
}

Result<void> Planner::tell_years(Telling& told, const Record& plan,
                                 const std::vector<IndicatorReading>& latest, Json& rows) const {
  auto years = Json::array();
  auto last = told.last();
  for (size_t i = 0; i < latest.size(); ++i) {
    const auto& indicator = latest[i].indicator;
    std::vector<std::string> words;
    for (auto year = static_cast<int>(plan.integer("from_year").value_or(0));
         year <= static_cast<int>(last.year()); ++year) {
      Day end = std::min(last, Day{std::chrono::year{year} / 12 / 31});
      auto reading = read({indicator, year, "", year_until(end)});
      if (!reading) return tl::unexpected(reading.error());
      Json row{{"indicator", indicator.id},
               {"name", indicator.text("name")},
               {"year", std::to_string(year)},
               {"met", met_zh(reading->met)}};
      set(row, "value", reading->value);
      if (reading->goal) row["target"] = reading->goal->value;
      years.push_back(std::move(row));
      if (reading->value)
        words.push_back(fmt::format("{}：{}", year, written(reading->value, places_of(*reading))));
    }
    rows[i]["years"] = words.empty() ? "—" : fmt::format("{}", fmt::join(words, "；"));
  }
  told.put("years", years);
  return {};
}

}  // namespace qs::app
