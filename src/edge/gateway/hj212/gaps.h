// 补采: finds the hole that an outage left between two uploads, to be asked for with the history
// commands.
#pragma once

#include <map>
#include <optional>

#include "base/time.h"

namespace qs::gateway::hj212 {

// At most so much history is asked for in one go; the rest stays a gap that people see.
inline constexpr std::chrono::hours kMaxMinuteGap{7 * 24};
inline constexpr std::chrono::hours kMaxLongGap{92 * 24};

// Not thread-safe; one per device.
class GapFinder {
 public:
  // A statistic of `command` (2051, 2061, 2031) that begins at `time` came; `interval` is the
  // distance of neighbours, zero when not known. The hole before it, [from, until).
  std::optional<Span> saw(int command, Instant time, Millis interval);
  // The last value that is known from before this process began.
  void prime(int command, Instant last);

 private:
  std::map<int, Instant> last_;
};

}  // namespace qs::gateway::hj212
