#include "kernel/observe/method.h"

#include <algorithm>
#include <limits>

namespace qs::observe {

std::optional<int> seen_step_minutes(std::span<const Sample> samples) {
  constexpr int64_t kMinute = 60'000;
  int64_t gap = std::numeric_limits<int64_t>::max();
  for (size_t i = 1; i < samples.size(); ++i)
    gap = std::min(gap, samples[i].time - samples[i - 1].time);
  if (gap <= 0 || samples.size() < 2) return std::nullopt;
  auto minutes = static_cast<int>(std::clamp<int64_t>(gap / kMinute, 1, 60));
  while (60 % minutes != 0) --minutes;
  return minutes;
}

}  // namespace qs::observe
