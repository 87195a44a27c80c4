#include "kernel/observe/method.h"

#include <algorithm>

namespace qs::observe {
namespace {

std::optional<int64_t> smallest_gap(std::span<const Sample> samples) {
  std::optional<int64_t> gap;
  for (size_t i = 1; i < samples.size(); ++i) {
    auto next = samples[i].time - samples[i - 1].time;
    gap = std::min(gap.value_or(next), next);
  }
  return gap;
}

}  // namespace

std::optional<int> seen_step_minutes(std::span<const Sample> samples) {
  constexpr int64_t kMinute = 60'000;
  auto gap = smallest_gap(samples);
  if (!gap || *gap <= 0) return std::nullopt;
  auto minutes = static_cast<int>(std::clamp<int64_t>(*gap / kMinute, 1, 60));
  while (60 % minutes != 0) --minutes;
  return minutes;
}

int seen_step_hours(std::span<const Sample> samples, int slowest) {
  constexpr int64_t kHour = 3'600'000;
  auto gap = smallest_gap(samples).value_or(slowest * kHour);
  return static_cast<int>(std::clamp<int64_t>(gap / kHour, 1, slowest));
}

}  // namespace qs::observe
