// 补采: finds the holes that outages left between uploads, to be asked for with the history
// commands once it is plain that the device will not send them by itself.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/time.h"

namespace qs::gateway::hj212 {

// At most so much history is asked for in one go; the rest stays a gap that people see.
inline constexpr std::chrono::hours kMaxMinuteGap{7 * 24};
inline constexpr std::chrono::hours kMaxLongGap{92 * 24};
inline constexpr size_t kMaxHoles = 64;  // of one command; what does not fit is asked for whole

struct Gap {
  int command = 0;  // 2051, 2061, 2031
  Span span;
};

// Not thread-safe; one per device.
class GapFinder {
 public:
  // A statistic of `command` that begins at `time` came at `now`; `interval` is the distance of
  // neighbours, zero when not known. It opens the hole before it, or fills its place in one.
  void saw(int command, Instant time, Millis interval, Instant now);
  // The last value that is known from before this process began.
  void prime(int command, Instant last);
  // A hole that stayed open for `patience`, the oldest of its command; handed out once.
  std::optional<Gap> due(Instant now, Millis patience);

 private:
  struct Hole {
    Span span;
    Instant since;
  };
  struct Lane {
    Instant last;
    std::vector<Hole> holes;  // oldest first
  };
  static void fill(std::vector<Hole>& holes, Instant time, Millis interval);

  std::map<int, Lane> lanes_;
};

}  // namespace qs::gateway::hj212
