// 达标概率: how often the goal would be met if the rest of the year went as the same season of
// earlier years went, at this year's level. A block bootstrap, said plainly:
//   1. one of the latest earlier years is taken by lot;
//   2. the rest of this year is filled with stretches of that year's days, of the same season give
//      or take some days;
//   3. they are scaled by this year's mean so far over that year's mean of the same months;
//   4. and by a common chance of a few percent, for what no earlier year shows;
//   5. days that a forecast speaks of are instead taken from between its bounds, all of them at one
//      height by lot: forecasts err together;
//   6. the year's figure is made and compared; many times over.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/plan/measure.h"

namespace qs::plan {

struct OutlookRules {
  int years = 3;         // at most so many earlier years
  int stretch = 10;      // days copied in one piece
  int shift = 10;        // days by which a stretch may lie beside its season
  int least_days = 28;   // of this year, before its level is believed; below, no outlook
  double spread = 0.15;  // standard deviation of the common chance, as a share
  size_t draws = 1000;
};

// 预报: what a day to come is expected to have.
struct Expected {
  Day day;
  double low = 0, high = 0;
};

struct Outlook {
  double probability = 0;                // of meeting the goal, never quite 0 or 1
  double low = 0, middle = 0, high = 0;  // 5, 50 and 95 % of the year's figure
  std::vector<int> years;                // that were drawn from, the latest first
  size_t forecast_days = 0;              // that a forecast spoke of
};

inline constexpr size_t kLeastYearDays = 300;  // an earlier year with fewer is not drawn from

// `this_year`: the items so far, ordered by day; one a day; the measure
// is no sum. `earlier`: by year, likewise. `last`:
// the day up to which this year is known; what the forecast says of others than the days to come of
// its year is not heard. The same input gives the same answer, on any machine.
// Faults: too few days of this year, no earlier year that is whole.
Result<Outlook> outlook(const Measure& measure, const Goal& goal, std::span<const Item> this_year,
                        const std::map<int, std::vector<Item>>& earlier, Day last,
                        const OutlookRules& rules, std::span<const Expected> forecast = {});

}  // namespace qs::plan
