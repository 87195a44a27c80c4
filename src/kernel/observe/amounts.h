// 排放量: how much an outlet emitted by the hour or day, what stands for what is missing (HJ
// 75-2017 for flue gas, HJ 356-2019 for waste water), and when a permitted total runs out.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "kernel/observe/series.h"

namespace qs::observe {

enum class AmountState : uint8_t { measured, missing, stopped };

struct Amount {
  Instant begin;  // of the hour or day
  AmountState state = AmountState::missing;
  double kg = 0;  // measured
};

// The hours of a span (its ends are whole hours) of one factor: concentration times flow, both hour
// means ordered by time. `kg`: the kilograms that one unit of concentration in one unit of flow
// carries in an hour. An hour that either series marks as a stop, or of which nothing came inside
// one of `stops`, is no missing one.
std::vector<Amount> hour_amounts(std::span<const Sample> concentrations,
                                 std::span<const Sample> flows, Span span, double kg,
                                 std::span<const Span> stops = {});
// The days of those hours: measured where the shares of its owed hours that are measured reach
// `least_share`, stopped where none is owed. `hours` are consecutive and begin at midnight.
std::vector<Amount> day_amounts(std::span<const Amount> hours, double least_share);

// 捕集率 α: measured / (all - stopped); nullopt: nothing was owed.
std::optional<double> capture(std::span<const Amount> amounts);

// One row of the table of HJ 75: with α of at least `least_capture`, hours that are missing for not
// longer than `longest` (nullopt: however long) stand at the greatest of the last `valid_hours`.
struct SubstitutionRow {
  double least_capture = 0;  // 0..1
  std::optional<int> longest;
  int valid_hours = 0;
};

// 替代: one run of missing hours or days and what stands for each of them.
struct Substitute {
  Span missing;
  std::optional<double> kg_each;  // nullopt: nothing may stand for it
  size_t looked_at = 0;           // valid hours or days, at most as many as the rule asks
  std::optional<Instant> of;      // the one that was the greatest; none: a manual sample
  bool manual = false;
};

struct Substituted {
  std::optional<double> capture;  // of what was asked
  double measured_kg = 0, substituted_kg = 0;
  uint32_t measured = 0, missing = 0, stopped = 0;  // hours or days
  std::vector<Substitute> substitutes;              // in order of time
};

// What is missing inside the quarter. `hours`: consecutive, those before the quarter are what is
// looked back on. `rows`: the strictest capture first. Below the last row's capture nothing stands
// for what is missing.
Substituted substitute_quarter(std::span<const Amount> hours, Span quarter,
                               std::span<const SubstitutionRow> rows);
// What is missing of the days asked: the amount by manual samples where there is one, else the
// greatest of the `valid_days` measured before.
Substituted substitute_days(std::span<const Amount> days, Span asked,
                            const std::map<Instant, double>& manual, int valid_days);

// 用完日期: when what is permitted for a year is used up, if the rest of the year goes on as the
// days that were looked at: expected by their mean, the range by their quartiles. A day is nullopt
// where the year ends before.
struct RunOut {
  size_t days = 0;  // that were looked at
  std::optional<Day> expected, earliest, latest;
  double year_kg = 0, year_low_kg = 0, year_high_kg = 0;  // at the end of the year
};
// `so_far_kg` up to the beginning of `today`. nullopt: fewer than kLeastDaysToForesee days.
inline constexpr size_t kLeastDaysToForesee = 7;
std::optional<RunOut> run_out(std::span<const double> days_kg, double so_far_kg,
                              double permitted_kg, Day today);

}  // namespace qs::observe
