// 疑点规则: when a sign is strong enough to be said, and what people taught about an outlet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qs::suspect {

// A sign of a day is a number, the greater the stranger. It is said when it is beyond
// max(floor, median + margin·(greatest − median)) of the outlet's own days before, of which
// `least_days` must be there. Where something happened to the device on that day (maintenance,
// calibration, a parameter), `margin_at_event` over the 9-in-10 day is enough.
struct Rule {
  std::string id, name_zh, name_en;  // id: the code of the sign
  double floor = 0, margin = 1, margin_at_event = 1;
  size_t least_days = 14;
  double weight = 0;  // log-odds that the fused score gains by it
  std::string clause, confidence;
};

struct Law {
  std::vector<Rule> rules;  // a code without a rule is not judged
  size_t history_days = 365, fit_days = 180, refit_days = 30;
  // A claim that lasts so long is learnt as how the outlet is; its episode is one all the same.
  size_t accepted_after_days = 7;

  const Rule* rule(std::string_view code) const;
};

// 反馈: the bar of one outlet is multiplied. An empty factor or outlet means any.
struct Adjustment {
  std::string outlet, code, factor;
  double times = 1;
};
using Memory = std::vector<Adjustment>;

double bar_times(const Memory& memory, std::string_view outlet, std::string_view code,
                 std::string_view factor);

}  // namespace qs::suspect
