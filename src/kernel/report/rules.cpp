#include "kernel/report/rules.h"

#include <algorithm>

namespace qs::report {

const Stage* Rules::stage(std::string_view state) const {
  auto it = std::find_if(stages.begin(), stages.end(), [&](const Stage& stage) {
    return std::find(stage.states.begin(), stage.states.end(), state) != stage.states.end();
  });
  return it == stages.end() ? nullptr : &*it;
}

}  // namespace qs::report
