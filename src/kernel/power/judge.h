// 用电研判: one verb for the live minute and for a year that is judged again. Rows come minute
// after minute; a meter that says nothing is a gap, which is never "off".
#pragma once

#include <span>
#include <vector>

#include "kernel/power/memory.h"

namespace qs::power {

// One thing found, told when it comes to hold and again when it changes or ends.
struct Finding {
  Code code = Code::p1;
  std::string_view aspect;  // which of a code's forms, "swapped"; empty: it has one
  int line = -1, device = -1, meter = -1, other = -1;  // in the Plan; other: a second meter
  int order = -1;
  Minute from = 0;
  Minute until = 0;  // last minute + 1 in which it was seen to hold
  bool over = false;
  double measured = 0, bound = 0;  // as the code's rule counts: minutes, kW, share, V, kWh
};

// From `from` on the meter stands in this state.
struct Change {
  int meter = 0;
  State state = State::unknown;
  Minute from = 0;
};

struct Told {
  std::vector<Finding> findings;
  std::vector<Change> changes;
};

// Judges one minute, which follows the one before; `row` is as Plan::meters. The plan's meters,
// lines and devices are those that the memory was made for; its orders may have changed. Adds to
// `told`.
void judge(const Plan& plan, const Law& law, Memory& memory, Minute minute,
           std::span<const Reading> row, Told& told);

}  // namespace qs::power
