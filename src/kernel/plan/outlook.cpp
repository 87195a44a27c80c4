#include "kernel/plan/outlook.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "base/decimal.h"

namespace qs::plan {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Numbers that are the same with every standard library: only the engine's bits are its word.
class Lots {
 public:
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  size_t below(size_t n) { return static_cast<size_t>(unit() * static_cast<double>(n)); }
  double normal() {
    auto radius = std::sqrt(-2 * std::log(1 - unit()));
    return radius * std::cos(2 * std::numbers::pi * unit());
  }

 private:
  std::mt19937_64 engine_{20'260'101};
};

// An earlier year by days: its values by day of the year, and how its level compares.
struct Season {
  int year = 0;
  std::map<sys_days, double> values;
  double level = 1;  // this year's mean so far over that year's
};

double mean_of(std::span<const Item> items) {
  double sum = 0;
  for (const auto& item : items) sum += item.value;
  return sum / static_cast<double>(items.size());
}

// The same day of another year; the 29th of February is the 28th where there is none.
sys_days in_year(Day day, int year) {
  Day there = std::chrono::year{year} / day.month() / day.day();
  return there.ok() ? sys_days{there}
                    : sys_days{std::chrono::year{year} / day.month() / std::chrono::day{28}};
}

std::vector<Season> seasons(std::span<const Item> this_year,
                            const std::map<int, std::vector<Item>>& earlier, Day last,
                            const OutlookRules& rules) {
  std::vector<Season> out;
  auto now = static_cast<int>(last.year());
  for (auto at = earlier.rbegin(); at != earlier.rend(); ++at) {
    const auto& [year, items] = *at;
    if (year >= now || items.size() < kLeastYearDays) continue;
    if (static_cast<int>(out.size()) == rules.years) break;
    auto until = in_year(last, year);
    auto end = std::partition_point(items.begin(), items.end(),
                                    [&](const Item& i) { return sys_days{i.day} <= until; });
    if (end == items.begin()) continue;
    Season season{.year = year};
    auto before = mean_of({items.begin(), end});
    if (before > 0) season.level = mean_of(this_year) / before;
    for (const auto& item : items) season.values[sys_days{item.day}] = item.value;
    out.push_back(std::move(season));
  }
  return out;
}

// The days to come that the forecast speaks of.
std::map<sys_days, Expected> to_come(std::span<const Expected> forecast, Day last) {
  std::map<sys_days, Expected> out;
  for (const auto& one : forecast)
    if (one.day > last && one.day.year() == last.year()) out[sys_days{one.day}] = one;
  return out;
}

// One possible rest of the year: as many values as the forecast and the drawn season have for its
// days.
void add_rest(const Season& season, const std::map<sys_days, Expected>& forecast, Day last,
              const OutlookRules& rules, Lots& lots, std::vector<double>& values) {
  if (!forecast.empty()) {
    auto height = lots.unit();
    for (const auto& [day, one] : forecast)
      values.push_back(one.low + height * (one.high - one.low));
  }
  auto scale = season.level * std::exp(rules.spread * lots.normal());
  auto end = sys_days{std::chrono::year{static_cast<int>(last.year())} / 12 / 31};
  for (auto at = sys_days{last} + days{1}; at <= end; at += days{rules.stretch}) {
    auto shift =
        static_cast<int>(lots.below(static_cast<size_t>(2 * rules.shift + 1))) - rules.shift;
    auto there = in_year(Day{at}, season.year) + days{shift};
    auto length = std::min(days{rules.stretch}, end - at + days{1});
    for (auto from = season.values.lower_bound(there);
         from != season.values.end() && from->first < there + length; ++from)
      if (!forecast.contains(at + (from->first - there))) values.push_back(from->second * scale);
  }
}

}  // namespace

Result<Outlook> outlook(const Measure& measure, const Goal& goal, std::span<const Item> this_year,
                        const std::map<int, std::vector<Item>>& earlier, Day last,
                        const OutlookRules& rules, std::span<const Expected> forecast) {
  if (this_year.size() < static_cast<size_t>(rules.least_days))
    return fail(
        fmt::format("{} days of this year, {} are needed", this_year.size(), rules.least_days));
  auto from = seasons(this_year, earlier, last, rules);
  if (from.empty()) return fail("no earlier year is whole enough to draw from");
  auto expected = to_come(forecast, last);
  Lots lots;
  std::vector<double> figures, rest;
  double base = 0;
  for (const auto& item : this_year) base += brought(measure, item.value);
  for (size_t draw = 0; draw < rules.draws; ++draw) {
    rest.clear();
    add_rest(from[lots.below(from.size())], expected, last, rules, lots, rest);
    double sum = base;
    for (auto value : rest) sum += brought(measure, value);
    auto count = static_cast<double>(this_year.size() + rest.size());
    figures.push_back(round_half_even(sum / count, measure.places));
  }
  std::ranges::sort(figures);
  auto met = static_cast<double>(
      std::ranges::count_if(figures, [&](double figure) { return meets(goal, figure); }));
  auto at = [&](double share) {
    return figures[static_cast<size_t>(share * static_cast<double>(figures.size() - 1))];
  };
  Outlook out{.probability = (met + 0.5) / (static_cast<double>(rules.draws) + 1),
              .low = at(0.05),
              .middle = at(0.5),
              .high = at(0.95),
              .years = {},
              .forecast_days = expected.size()};
  for (const auto& season : from) out.years.push_back(season.year);
  return out;
}

}  // namespace qs::plan
