// 综合营养状态指数 TLI of lakes: sum of w·10·(a + b·ln x) over five items.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

struct TrophicState {
  double tli = 0;  // full; compare full, print rounded
  std::vector<std::pair<std::string, double>> items;
  std::string category;  // code of scheme "TLI"
  std::string standard, clause, confidence;
};

// `values`: factor -> amount > 0 in the factor's unit; all items of the rule must be there.
Result<TrophicState> trophic_state(const standard::Library& library,
                                   const std::map<std::string, double, std::less<>>& values,
                                   Day law);

}  // namespace qs::evaluate
