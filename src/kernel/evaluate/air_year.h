// 年评价 HJ 663: means and percentiles of a period's daily values against their limits.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/evaluate/compliance.h"

namespace qs::evaluate {

struct AirYear {
  std::vector<Verdict> verdicts;  // mean and percentile of each factor that the rule asks
  Outcome outcome = Outcome::not_enough_data;            // meets only when every verdict does
  std::map<std::string, double, std::less<>> composite;  // factor -> value that enters the index
};

// 日均值: the valid daily values of one factor (for O3 the daily greatest 8-hour means).
using DailyValues = std::map<std::string, std::vector<double>, std::less<>>;

// Statistics and rounding are those of HJ 663 on the last day of `year`. A factor with fewer valid
// days than a year asks is not_enough_data; for shorter periods pass kind month or quarter and no
// such floor stands beyond the month's own.
Result<AirYear> evaluate_year(const standard::Library& library, std::string site,
                              const Period& period, const DailyValues& daily, const Basis& basis);

}  // namespace qs::evaluate
