// 一句话: what was found, for people, in both languages.
#pragma once

#include <string>

#include "kernel/power/judge.h"

namespace qs::power {

struct Words {
  std::string zh, en;
};
// "1# 涂装线运行时活性炭装置未开启，05-01 08:20 起 25 分钟". Of a finding that is not over: so far.
Words sentence(const Plan& plan, const Finding& finding);
// What was measured beside what is allowed: "负荷 31 %，下限 50 %"; empty: the duration says it.
Words measured(const Finding& finding);
std::string aspect_key(const Finding& finding);  // "p9.swapped", "p1"

}  // namespace qs::power
