#include "kernel/observe/method.h"

#include <algorithm>

namespace qs::observe {

std::optional<Millis> smallest_gap(std::span<const Sample> samples) {
  std::optional<Millis> gap;
  for (size_t i = 1; i < samples.size(); ++i) {
    Millis next{samples[i].time - samples[i - 1].time};
    gap = std::min(gap.value_or(next), next);
  }
  return gap;
}

std::optional<int> seen_step_minutes(std::span<const Sample> samples) {
  auto gap = smallest_gap(samples);
  if (!gap || *gap <= Millis{0}) return std::nullopt;
  auto minutes = static_cast<int>(std::clamp<int64_t>(*gap / std::chrono::minutes{1}, 1, 60));
  while (60 % minutes != 0) --minutes;
  return minutes;
}

int seen_step_hours(std::span<const Sample> samples, int slowest) {
  constexpr std::chrono::hours kHour{1};
  auto gap = smallest_gap(samples).value_or(slowest * kHour);
  return static_cast<int>(std::clamp<int64_t>(gap / kHour, 1, slowest));
}

}  // namespace qs::observe
