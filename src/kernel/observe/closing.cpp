#include "kernel/observe/closing.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "kernel/observe/gas.h"
#include "kernel/observe/means.h"
#include "kernel/observe/water.h"

namespace qs::observe {
namespace {

// Minute values that stand farther apart do not show how often they should have come.
constexpr int kSlowestMinutes = 15;

using std::chrono::hours;

enum class Stage : uint8_t { none, below_hour, hour, beside, day };

Stage stage_of(const SeriesKey& key, const Method& method, std::string_view target) {
  if (key.factor == method.beside && key.cadence == Cadence::hour && key.measure == Measure::avg)
    return Stage::beside;
  if (key.factor != method.source(target)) return Stage::none;
  auto raw = method.hour_from == Cadence::realtime ? Measure::rtd : Measure::avg;
  if (key.cadence == method.hour_from && key.measure == raw) return Stage::below_hour;
  if (key.cadence == Cadence::hour && key.measure == Measure::avg) return Stage::hour;
  auto daily = method.ozone ? Measure::max_8h : Measure::avg;
  bool its_own = key.factor == target;
  if (its_own && key.cadence == Cadence::day && key.measure == daily) return Stage::day;
  return Stage::none;
}

// The day that the hour is a part of; nullopt where it belongs to no day's part, as an hour of the
// night to no daytime.
std::optional<DueStatistic> day_with(Period hour, const Method& method) {
  auto day =
      method.part == DayPart::natural ? day_of(hour.begin) : noise_day_of(hour.begin, method.noise);
  auto due = due_of(kDay, Period::of(PeriodKind::day, start_of(day)), method);
  return due.over.contains(hour.begin) ? std::optional(due) : std::nullopt;
}

void add_moving(std::vector<DueStatistic>& out, std::string_view statistic, Period first,
                int length, const Method& method) {
  for (int h = 0; h < length; ++h)
    out.push_back(due_of(statistic, {PeriodKind::hour, first.begin + hours{h}}, method));
}

int rank(const DueStatistic& d) {
  if (d.statistic == kHour) return 0;
  if (d.period.kind == PeriodKind::hour) return 1;
  return d.period.kind == PeriodKind::day ? 2 : d.period.kind == PeriodKind::month ? 3 : 4;
}

auto making_order(const DueStatistic& d) {
  return std::tuple(rank(d), d.statistic, d.period);
}

// What ends exactly with this hour.
void add_ended(std::vector<DueStatistic>& out, Period hour, const Method& method) {
  if (method.chain.hours) out.push_back({kHour, hour});
  if (method.reference_oxygen) out.push_back({kZsHour, hour});
  if (method.ozone) out.push_back(due_of(kMoving8, hour, method));
  if (method.rolling) out.push_back(due_of(kRolling24, hour, method));
  auto day = day_with(hour, method);
  if (method.chain.days && day && day->over.until == hour.end()) out.push_back(*day);
  auto ends = [&](PeriodKind kind) { return Period::of(kind, hour.begin).end() == hour.end(); };
  if (!ends(PeriodKind::day)) return;
  if (method.ozone) out.push_back({kMda8, Period::of(PeriodKind::day, hour.begin)});
  if (!method.chain.longer) return;
  if (ends(PeriodKind::month)) out.push_back({kMonth, Period::of(PeriodKind::month, hour.begin)});
  if (ends(PeriodKind::year)) out.push_back({kYear, Period::of(PeriodKind::year, hour.begin)});
}

// What a value of this hour takes part in.
void add_touched(std::vector<DueStatistic>& out, Stage stage, Period hour, const Method& method) {
  bool of_hours = stage == Stage::below_hour || stage == Stage::hour;
  if (stage == Stage::below_hour && method.chain.hours) out.push_back({kHour, hour});
  if (stage != Stage::day && method.reference_oxygen) out.push_back({kZsHour, hour});
  if (of_hours && method.ozone) add_moving(out, kMoving8, hour, 8, method);
  if (of_hours && method.rolling) add_moving(out, kRolling24, hour, 24, method);
  auto day = stage == Stage::day ? std::nullopt : day_with(hour, method);
  if (day && method.chain.days) out.push_back(*day);
  if (of_hours && method.ozone) out.push_back({kMda8, Period::of(PeriodKind::day, hour.begin)});
  if (!method.chain.longer) return;
  out.push_back({kMonth, Period::of(PeriodKind::month, hour.begin)});
  out.push_back({kYear, Period::of(PeriodKind::year, hour.begin)});
}

}  // namespace

DueStatistic due_of(std::string_view statistic, Period period, const Method& method) {
  auto until = period.end();
  if (statistic == kMoving8) return {statistic, period, {until - hours{8}, until}};
  if (statistic == kRolling24) return {statistic, period, {until - hours{24}, until}};
  if (statistic == kDay)
    return {statistic, period, span_of(method.part, day_of(period.begin), method.noise)};
  return {statistic, period};
}

std::vector<DueStatistic> touched(const SeriesKey& key, int64_t time, const Method& method,
                                  std::string_view target) {
  return touched(key, std::span(&time, 1), method, target);
}

std::vector<DueStatistic> touched(const SeriesKey& key, std::span<const int64_t> times,
                                  const Method& method, std::string_view target) {
  std::vector<DueStatistic> out;
  auto stage = stage_of(key, method, target);
  if (stage == Stage::none) return out;
  Period last_hour{PeriodKind::hour, Instant::min()};
  for (auto time : times) {
    auto hour = Period::of(PeriodKind::hour, from_ms(time));
    if (hour == last_hour) continue;
    last_hour = hour;
    add_touched(out, stage, hour, method);
  }
  std::ranges::sort(out, {}, making_order);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<DueStatistic> ended(Instant after, Instant until, const Method& method) {
  std::vector<DueStatistic> out;
  constexpr size_t kMostPerHour = 8;
  auto hour = Period::of(PeriodKind::hour, after);
  for (; hour.end() <= until && out.size() + kMostPerHour <= kMostDue; hour = hour.next())
    if (hour.end() > after) add_ended(out, hour, method);
  return out;
}

Need need(const DueStatistic& due, const Method& method) {
  if (due.statistic == kHour) {
    bool realtime = method.hour_from == Cadence::realtime;
    return {method.hour_from, realtime ? Measure::rtd : Measure::avg, due.over};
  }
  if (due.statistic == kMonth || due.statistic == kYear)
    return {Cadence::day, method.ozone ? Measure::max_8h : Measure::avg, due.over};
  bool weighed = due.statistic == kDay && !method.beside.empty() && !method.reference_oxygen;
  return {Cadence::hour, Measure::avg, due.over, weighed || due.statistic == kZsHour};
}

Statistic make(const DueStatistic& due, const Parts& parts, const SeriesKey& of,
               const Method& method) {
  auto day = [&]() -> Statistic {
    if (method.part != DayPart::natural) return part_level(parts.own, due.period, method);
    if (need(due, method).beside)
      return flow_weighted_day(parts.own, parts.beside, due.period, method);
    auto by_step = method;
    if (method.slowest_hours > 1)
      by_step.step_hours = seen_step_hours(parts.own, method.slowest_hours);
    return day_mean(parts.own, due.period, by_step);
  };
  auto hour = [&] {
    auto by_step = method;
    auto step = seen_step_minutes(parts.own).value_or(1);
    by_step.step_minutes = step <= kSlowestMinutes ? step : 1;
    return hour_mean(parts.own, due.period, by_step);
  };
  auto one = [&]() -> Statistic {
    if (due.statistic == kHour) return hour();
    if (due.statistic == kZsHour)
      return converted_hour(parts.own, parts.beside, due.period, method);
    if (due.statistic == kMoving8) return moving_mean(parts.own, due.period, 8, method);
    if (due.statistic == kRolling24) return moving_mean(parts.own, due.period, 24, method);
    if (due.statistic == kDay) return day();
    if (due.statistic == kMda8) return mda8(parts.own, due.period, method, parts.mda8_limit);
    if (due.statistic == kMonth) return month_mean(parts.own, due.period, method);
    check(due.statistic == kYear, "a statistic of the chain");
    return year_mean(parts.own, due.period, method);
  };
  auto s = one();
  s.site = of.site;
  s.factor = of.factor;
  return s;
}

}  // namespace qs::observe
