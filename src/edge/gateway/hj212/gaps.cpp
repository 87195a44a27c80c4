#include "edge/gateway/hj212/gaps.h"

#include <algorithm>

namespace qs::gateway::hj212 {

void GapFinder::prime(int command, Instant last) {
  auto& known = lanes_[command].last;
  known = std::max(known, last);
}

void GapFinder::saw(int command, Instant time, Millis interval, Instant now) {
  if (command != 2051 && command != 2061 && command != 2031) return;
  auto [at, first] = lanes_.try_emplace(command, Lane{time, {}});
  auto& [last, holes] = at->second;
  if (first || interval == Millis{0}) {
    last = std::max(last, time);
    return;
  }
  if (time <= last) return fill(holes, time, interval);
  auto expected = last + interval;
  last = time;
  if (time < expected + interval / 2) return;
  Millis most = command == 2051 ? kMaxMinuteGap : kMaxLongGap;
  Span hole{std::max(expected, time - most), time};
  if (holes.size() < kMaxHoles)
    holes.push_back({hole, now});
  else
    holes.back().span.until = hole.until;
}

void GapFinder::fill(std::vector<Hole>& holes, Instant time, Millis interval) {
  auto hole = std::ranges::find_if(holes, [&](const Hole& h) { return h.span.contains(time); });
  if (hole == holes.end()) return;
  Span before{hole->span.from, time}, after{time + interval, hole->span.until};
  bool something_before = before.from < before.until, something_after = after.from < after.until;
  if (something_before && something_after) {
    if (holes.size() >= kMaxHoles) return;
    hole->span = before;
    holes.insert(std::next(hole), Hole{after, hole->since});
  } else if (something_before || something_after) {
    hole->span = something_before ? before : after;
  } else {
    holes.erase(hole);
  }
}

std::optional<Gap> GapFinder::due(Instant now, Millis patience) {
  for (auto& [command, lane] : lanes_) {
    if (lane.holes.empty() || now - lane.holes.front().since < patience) continue;
    Gap gap{command, lane.holes.front().span};
    lane.holes.erase(lane.holes.begin());
    return gap;
  }
  return std::nullopt;
}

}  // namespace qs::gateway::hj212
