// Sample makers that the tests of statistics share.
#pragma once

#include <vector>

#include "kernel/observe/series.h"

namespace qs::observe::testing {

inline constexpr std::chrono::year kYear2026{2026};

inline Day may(unsigned day) {
  return kYear2026 / std::chrono::May / day;
}

inline Sample sample(Instant t, double value, Mark mark = Mark::normal) {
  return {.series = 1, .mark = mark, .time = to_ms(t), .value = value};
}

// One value per hour from `first`, in order.
inline std::vector<Sample> hourly(Instant first, const std::vector<double>& values) {
  std::vector<Sample> out;
  for (double v : values) {
    out.push_back(sample(first, v));
    first += std::chrono::hours{1};
  }
  return out;
}

inline std::vector<Sample> daily(Instant first, size_t count, double value) {
  std::vector<Sample> out;
  for (size_t i = 0; i < count; ++i)
    out.push_back(sample(first + std::chrono::days{static_cast<int>(i)}, value));
  return out;
}

}  // namespace qs::observe::testing
