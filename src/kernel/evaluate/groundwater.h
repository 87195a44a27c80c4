// 地下水质量 GB/T 14848: single-factor class of a well, the worst item decides.
#pragma once

#include "kernel/evaluate/water_class.h"

namespace qs::evaluate {

class GroundwaterJudge {
 public:
  static Result<GroundwaterJudge> prepared(const standard::Library& library, Day law);
  // Rank 1 I .. 5 V. Items without bounds in the standard are passed over.
  WaterGrade grade(const WaterValues& values) const;
  const ClassLadder* ladder(std::string_view factor) const;

 private:
  std::vector<std::string> classes_;
  std::map<std::string, ClassLadder, std::less<>> ladders_;
  standard::Source source_;
};

}  // namespace qs::evaluate
