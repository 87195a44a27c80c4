// 优良天数: what a stretch of daily indices amounts to.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

struct AirDays {
  size_t days = 0;                   // all
  size_t valid = 0;                  // with a published index
  size_t good = 0;                   // 优 + 良
  size_t heavy = 0;                  // 重度及以上污染
  std::vector<size_t> by_level;      // 优 .. 严重污染
  std::optional<double> good_share;  // percent of valid days, rounded; nullopt: no valid day
};

// Daily AQIs, nullopt where the report said NA.
Result<AirDays> count_days(const standard::Library& library,
                           std::span<const std::optional<int>> aqi, Day law);

}  // namespace qs::evaluate
