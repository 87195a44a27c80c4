// 用电研判章法: the figures that a firm's meters are judged by, each a rule of the packs
// (rules.csv, power.*) with its clause and its confidence.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "kernel/standard/library.h"

namespace qs::power {

// What can be found. P1–P9 as supervision calls them; the rest are our own.
enum class Code : uint8_t {
  p1,   // 治污未开
  p2,   // 后启
  p3,   // 先停
  p4,   // 低负荷治污
  p5,   // 管控期生产
  p6,   // 夜间异常生产
  p7,   // 断电、离线
  p8,   // 电参数异常
  p9,   // 表计跳变
  p10,  // 错峰未落实
  p11,  // 治污空转
  p12,  // 疑似旁路
  p13,  // 负功率
  p14   // 一设备两表
};
inline constexpr size_t kCodes = 14;
std::string_view name(Code code);  // "p1"

struct Ground {
  std::string standard, clause, confidence;
};

struct Law {
  // Minutes, shares (0–1), kW, kWh, V as the rule's unit says.
  double settle = 0, bridge = 0;  // readings that make a state; readings that may lack
  double run_share = 0, off_share = 0, valley_depth = 0, learn_days = 0, learn_least = 0;
  double p1_minutes = 0;
  double p2_minutes = 0, p2_within = 0;
  double p3_minutes = 0, p3_within = 0, p3_post_run = 0;
  double p4_minutes = 0, p4_share = 0;
  double p5_minutes = 0, p5_days = 0, p5_least_days = 0, p5_known = 0;
  double p6_minutes = 0;
  double p7_minutes = 0, p7_zero_v = 0;
  double p8_low_v = 0, p8_high_v = 0, p8_imbalance = 0, p8_lost_phase = 0, p8_minutes = 0,
         p8_imbalance_minutes = 0;
  double p9_times = 0, p9_kwh = 0;
  double p10_minutes = 0;
  double p11_minutes = 0;
  double p12_minutes = 0, p12_share = 0;
  double p13_minutes = 0, p13_share = 0;
  double p14_minutes = 0, p14_same = 0, p14_share = 0;
  std::array<Ground, kCodes> grounds;

  const Ground& ground(Code code) const { return grounds[static_cast<size_t>(code)]; }
};

// The rules in force on a day. Faults go to `faults`: one that is missing, no number, negative.
Law law_of(const standard::Library& library, Day day, standard::Faults& faults);

}  // namespace qs::power
