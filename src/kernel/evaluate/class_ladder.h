// 类别阶梯: the bounds of one factor from the best class to the worst, as GB 3838 and GB/T 14848
// lay them out: the class of a value is the best one whose bound it meets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/evaluate/condition.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

// One step: the limit row of one class. rank 1 is the best class.
struct ClassStep {
  int rank = 1;
  const standard::Limit* limit = nullptr;  // lives as long as the library
  std::optional<double> lower, upper;      // in the factor's unit
  bool meets(double value) const;
};

class ClassLadder {
 public:
  // `classes`: limit scopes from best to worst that have bounds. `known` chooses among
  // rows with conditions. Empty when the standard has no row for the factor.
  static ClassLadder of(const standard::Library& library, std::string_view standard,
                        std::string_view factor, Day law, const std::vector<std::string>& classes,
                        const Circumstances& known = {});

  bool empty() const { return steps_.empty(); }
  const std::vector<ClassStep>& steps() const { return steps_; }
  // 1 .. the number of classes; one more than the last class with a bound when none is met.
  int rank(double value) const;
  const ClassStep* step(int rank) const;  // nullptr: no bound for that class

 private:
  std::vector<ClassStep> steps_;  // by rank
};

}  // namespace qs::evaluate
