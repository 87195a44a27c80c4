// 环境空气质量综合指数: I = sum(w·C/S) of a period's evaluation values, for rankings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

struct CompositeItem {
  std::string factor;
  double single = 0;  // C/S
  double weight = 1;
};

struct Composite {
  double index = 0;  // rounded as the rule says
  std::vector<CompositeItem> items;
  std::vector<std::string> primary;  // greatest weighted single index, ties all
  std::string standard, clause, confidence;
};

// `values`: factor -> evaluation value in the factor's unit (means; CO 95th, O3 90th percentile).
// All six must be there: a missing one is an error. Weights and S are those of `law`; the old ones
// remain at hand through a day before the change.
Result<Composite> composite_index(const standard::Library& library,
                                  const std::map<std::string, double, std::less<>>& values,
                                  Day law);

}  // namespace qs::evaluate
