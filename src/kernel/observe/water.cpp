#include "kernel/observe/water.h"

#include <algorithm>

namespace qs::observe {

Statistic flow_weighted_day(std::span<const Sample> concentrations, std::span<const Sample> flows,
                            Period day, const Method& method) {
  Statistic s;
  s.statistic = kDay;
  s.period = day;
  s.due = static_cast<uint32_t>(24 / method.step_hours);
  double load = 0, volume = 0;
  for (const auto& c : inside(concentrations, day.span())) {
    ++s.received;
    auto q = std::ranges::lower_bound(flows, c.time, {}, &Sample::time);
    if (q == flows.end() || q->time != c.time) continue;
    auto amount = counted(c, method.treatment), flow = counted(*q);
    if (!amount || !flow || *flow < 0) continue;
    ++s.valid;
    load += *amount * *flow;
    volume += *flow;
  }
  if (volume > 0) set_value(s, load / volume, method.places);
  bool enough = s.valid > 0 && s.valid >= method.least_share * s.due;
  if (s.value && enough) s.mark = Mark::normal;
  return s;
}

}  // namespace qs::observe
