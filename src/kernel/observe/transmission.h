// 传输有效率: how much of what an outlet owed in a month came, and how much of what it owed was
// valid. Transmission efficiency = 传输率 · 有效率 (环境保护部 传输有效率考核).
#pragma once

#include <optional>
#include <span>

#include "kernel/observe/completeness.h"

namespace qs::observe {

// In hours of all the factors; every hour of a factor weighs the same. A documented stop is not
// owed.
struct Transmission {
  double owed = 0, came = 0, valid = 0;

  void add(std::span<const HourCount> hours);
  void add(const Transmission& other);
  // nullopt: nothing was owed.
  std::optional<double> rate() const;        // 传输率, 0..1
  std::optional<double> validity() const;    // 有效率, 0..1
  std::optional<double> efficiency() const;  // their product
};

enum class MonthEnd : uint8_t { sure, open, missed };
std::string_view name(MonthEnd end);  // "sure", ...

struct TransmissionOutlook {
  MonthEnd end = MonthEnd::open;
  double best = 0, worst = 0;      // when all of the rest comes and is valid, and when none does
  std::optional<double> expected;  // when the rest goes as the month went so far
};

// `rest`: the hours of all factors that the month still owes. `pass`: the efficiency to reach.
TransmissionOutlook outlook(const Transmission& so_far, double rest, double pass);

}  // namespace qs::observe
