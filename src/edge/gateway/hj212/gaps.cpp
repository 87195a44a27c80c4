#include "edge/gateway/hj212/gaps.h"

namespace qs::gateway::hj212 {

void GapFinder::prime(int command, Instant last) {
  auto& known = last_[command];
  known = std::max(known, last);
}

std::optional<Span> GapFinder::saw(int command, Instant time, Millis interval) {
  if (command != 2051 && command != 2061 && command != 2031) return std::nullopt;
  auto [at, first] = last_.try_emplace(command, time);
  if (first || time <= at->second) return std::nullopt;
  auto expected = at->second + interval;
  at->second = time;
  if (interval == Millis{0} || time < expected + interval / 2) return std::nullopt;
  Millis most = command == 2051 ? kMaxMinuteGap : kMaxLongGap;
  return Span{std::max(expected, time - most), time};
}

}  // namespace qs::gateway::hj212
