#include "app/plan/planner.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/all_records.h"
#include "app/plan/targets.h"

namespace qs::app {

using ledger::Op;
using ledger::Record;
using service::IndicatorReading;

namespace {

constexpr auto kFreshFor = std::chrono::minutes{1};
constexpr size_t kMostKept = 500;

Day first_of(int year) {
  return std::chrono::year{year} / 1 / 1;
}

Span whole_year(int year) {
  return {start_of(first_of(year)), start_of(first_of(year + 1))};
}

ledger::Filter named(std::string field, std::string value) {
  if (value.empty()) return {.field = std::move(field), .op = Op::is_null};
  return {.field = std::move(field), .value = std::move(value)};
}

size_t days_after(Day day) {
  auto end = std::chrono::sys_days{first_of(static_cast<int>(day.year()) + 1)};
  return static_cast<size_t>((end - std::chrono::sys_days{day}).count()) - 1;
}

// Of a target: the streets and the units of the same month, the months of the same street and unit.
struct Parts {
  std::vector<plan::Part> areas, units, months;
};

Parts parts_of(const Record& whole, std::span<const Record> targets, int year) {
  auto area = whole.text("area"), unit = whole.text("unit_in_charge");
  auto month = whole.integer("month").value_or(0);
  Parts out;
  for (const auto& target : targets) {
    bool same_area = target.text("area") == area, same_unit = target.text("unit_in_charge") == unit;
    auto its_month = target.integer("month").value_or(0);
    plan::Part part{target.id, target.number("value"), target.number("weight")};
    if (area.empty() && !same_area && same_unit && its_month == month) out.areas.push_back(part);
    if (unit.empty() && !same_unit && same_area && its_month == month) out.units.push_back(part);
    if (month == 0 && same_area && same_unit && its_month != 0) {
      auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(its_month)} /
                  std::chrono::last;
      part.weight = static_cast<double>(static_cast<unsigned>(last.day()));
      out.months.push_back(part);
    }
  }
  return out;
}

}  // namespace

Span year_until(Day last) {
  return {start_of(last.year() / 1 / 1), start_of(last) + std::chrono::days{1}};
}

Result<std::vector<Record>> Planner::indicators_of(const std::string& plan) const {
  auto found = all_records(records_, "indicator", {named("plan", plan)});
  if (found)
    std::ranges::sort(*found, {}, [](const Record& r) { return r.integer("number").value_or(0); });
  return found;
}

Result<std::vector<IndicatorReading>> Planner::indicators(const std::string& plan, int year,
                                                          const std::string& area) const {
  auto found = indicators_of(plan);
  if (!found) return tl::unexpected(found.error());
  std::vector<IndicatorReading> out;
  for (const auto& record : *found) {
    auto reading = indicator(record, year, area);
    if (!reading) return tl::unexpected(reading.error());
    out.push_back(std::move(*reading));
  }
  return out;
}

Result<IndicatorReading> Planner::indicator(const Record& indicator, int year,
                                            const std::string& area) const {
  auto now = now_();
  auto key = std::tuple(indicator.id, year, area);
  {
    std::lock_guard lock(mutex_);
    auto at = kept_.find(key);
    if (at != kept_.end() && now - at->second.at < kFreshFor &&
        at->second.reading.indicator.revision == indicator.revision)
      return at->second.reading;
  }
  auto span = whole_year(year);
  span.until = std::min(span.until, Period::of(PeriodKind::day, now).begin);
  auto reading = read({indicator, year, area, span});
  if (!reading) return reading;
  std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostKept) kept_.clear();
  kept_[key] = {now, *reading};
  return reading;
}

Result<IndicatorReading> Planner::read(const Asked& asked) const {
  IndicatorReading out{.indicator = asked.indicator, .as_of = last_day(asked.span)};
  if (auto done = aim(asked, out); !done) return tl::unexpected(done.error());
  auto law = pack_.planning.measure(asked.indicator.text("measure"));
  if (law && asked.span.from < asked.span.until)
    if (auto done = compute(asked, *law, out); !done) return tl::unexpected(done.error());
  if (!out.value)
    if (auto done = look_up(asked, out); !done) return tl::unexpected(done.error());
  if (out.value && out.goal) out.met = plan::meets(*out.goal, *out.value);
  return out;
}

Result<void> Planner::aim(const Asked& asked, IndicatorReading& out) const {
  auto target = target_of(records_, asked.indicator, asked.year, asked.area);
  if (!target) return tl::unexpected(target.error());
  if (!*target) return {};
  out.goal = goal_of(asked.indicator, **target);
  out.target = std::move(**target);
  return {};
}

Result<void> Planner::compute(const Asked& asked, const MeasureLaw& law,
                              IndicatorReading& out) const {
  auto gathered = gatherer_.gather(law, asked.area, asked.span, asked.indicator.flag("sand_dust"));
  if (!gathered) return tl::unexpected(gathered.error());
  out.method = {law.id, law.name_zh, law.name_en, law.clause, law.confidence, law.measure};
  out.items = std::move(gathered->items);
  out.value = plan::figure_of(law.measure, out.items);
  if (!out.value) return {};
  out.source = IndicatorReading::Source::computed;
  out.simulated = gathered->simulated;
  auto finer = law.measure;
  ++finer.places;
  out.points = plan::trajectory(finer, out.items);
  out.standard = gathered->standard;
  if (!gathered->by_earlier.empty()) {
    out.earlier_standard = gathered->earlier_standard;
    out.by_earlier_standard = plan::figure_of(law.measure, gathered->by_earlier);
  }
  if (out.goal) {
    out.by_month = plan::by_month(law.measure, *out.goal, out.items);
    out.by_part = plan::by_part(law.measure, *out.goal, gathered->by_part);
  }
  return law.daily() ? compare(asked, law, out) : Result<void>{};
}

// With earlier years, and with what is still to come.
Result<void> Planner::compare(const Asked& asked, const MeasureLaw& law,
                              IndicatorReading& out) const {
  std::map<int, std::vector<plan::Item>> earlier;
  for (int year = asked.year - 1; year >= asked.year - pack_.planning.outlook.years; --year) {
    auto gathered =
        gatherer_.gather(law, asked.area, whole_year(year), asked.indicator.flag("sand_dust"));
    if (!gathered) return tl::unexpected(gathered.error());
    if (!gathered->items.empty()) earlier[year] = std::move(gathered->items);
  }
  if (auto before = earlier.find(asked.year - 1); before != earlier.end()) {
    auto finer = law.measure;
    ++finer.places;
    out.points_before = plan::trajectory(finer, before->second);
    auto same = std::ranges::partition_point(before->second, [&](const plan::Item& item) {
      return std::pair(item.day.month(), item.day.day()) <=
             std::pair(out.as_of.month(), out.as_of.day());
    });
    out.same_period = plan::figure_of(law.measure, {before->second.begin(), same});
  }
  if (!out.goal) return {};
  auto rest = days_after(out.as_of);
  out.need = plan::need(law.measure, *out.goal, out.items, rest);
  if (rest == 0) return {};
  // A forecast is of the district, not of one street.
  auto forecast = asked.area.empty() ? gatherer_.forecast(law, out.as_of)
                                     : Result<std::vector<plan::Expected>>{};
  if (!forecast) return tl::unexpected(forecast.error());
  auto seen = plan::outlook(law.measure, *out.goal, out.items, earlier, out.as_of,
                            pack_.planning.outlook, *forecast);
  out.outlook_spread = pack_.planning.outlook.spread;
  if (seen)
    out.outlook = std::move(*seen);
  else
    out.no_outlook = seen.error().text;
  return {};
}

// What was reported for the year; the latest month where no whole year was. Where nothing was, what
// an earlier year had stands beside.
Result<void> Planner::look_up(const Asked& asked, IndicatorReading& out) const {
  auto reports = records_.query(
      {.kind = "indicator_report",
       .where = {named("indicator", asked.indicator.id),
                 named("area", asked.area),
                 {.field = "year", .op = Op::less_equal, .value = int64_t{asked.year}},
                 {.field = "state", .op = Op::not_equal, .value = std::string("returned")}},
       .order_by = "reported_on",
       .limit = ledger::kMaxPage});
  if (!reports) return tl::unexpected(reports.error());
  auto when = [](const Record& r) {
    auto month = r.integer("month").value_or(0);
    return std::pair(r.integer("year").value_or(0), month == 0 ? int64_t{13} : month);
  };
  auto latest = std::ranges::max_element(*reports, {}, when);
  if (latest == reports->end()) return {};
  if (when(*latest).first < asked.year) {
    out.latest = *latest;
    out.simulated = latest->flag("simulated");
    return {};
  }
  out.report = *latest;
  out.value = latest->number("value");
  out.source = IndicatorReading::Source::reported;
  out.simulated = latest->flag("simulated");
  return {};
}

Result<service::Decomposition> Planner::decomposition(const Record& indicator, int year) const {
  auto targets = records_.query(
      {.kind = "indicator_target",
       .where = {named("indicator", indicator.id),
                 {.field = "year", .value = int64_t{year}},
                 {.field = "state", .op = Op::not_equal, .value = std::string("replaced")}},
       .limit = ledger::kMaxPage});
  if (!targets) return tl::unexpected(targets.error());
  service::Decomposition out{.indicator = indicator, .rows = {}};
  auto law = pack_.planning.measure(indicator.text("measure"));
  int places = law ? law->measure.places : 0;
  for (const auto& whole : *targets) {
    service::Decomposition::Row row{.target = whole};
    auto value = whole.number("value");
    auto how = plan::composition(whole.text("how"));
    if (value && how) {
      plan::Goal goal{*value, indicator.text("better") == "low"};
      auto parts = parts_of(whole, *targets, year);
      row.areas = plan::contradictions(goal, *how, parts.areas, places);
      row.units = plan::contradictions(goal, *how, parts.units, places);
      row.months = plan::contradictions(goal, *how, parts.months, places);
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace qs::app
