// 达标判断: one statistic against the limit in force on the date of the data.
#pragma once

#include <string>

#include "kernel/evaluate/condition.h"
#include "kernel/evaluate/verdict.h"
#include "kernel/observe/statistic.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

// 依据: which of a standard's limits binds at this place.
struct Basis {
  std::string standard;  // family without year: "GB 3095"
  std::string scope;     // class, zone or grade as in standard::Limit
  Circumstances known;   // chooses among rows with conditions
};

// The law of a period is that of its last day: a year that saw a change is judged by what it ended
// under.
Day law_day(const Period& period);

// A statistic without enough valid data judges nothing; values and limits are both in the factor's
// unit. Value and limit are compared rounded (GB/T 8170) or in full as the limit row says.
Verdict judge(const standard::Library& library, const observe::Statistic& statistic,
              const Basis& basis);
// Against one row that the caller has found.
Verdict judge(const standard::Library& library, const observe::Statistic& statistic,
              const standard::Limit& limit);

// 超标倍数 (C-S)/S; 0 where none is defined (within bounds, at least, a level in dB).
double exceedance_multiple(const standard::Library& library, const standard::Limit& limit,
                           double value, double bound);

}  // namespace qs::evaluate
