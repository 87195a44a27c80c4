// What the gateway did, for /metrics and `qingshan status`. Written from any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "edge/gateway/hj212/deviation.h"

namespace qs::gateway::hj212 {

struct Counters {
  using Count = std::atomic<uint64_t>;
  Count connections_open{0}, connections{0}, bytes{0};
  Count frames{0};      // cut out of the streams, good or bad
  Count crc_bad{0};     // with a check that is no check of any kind
  Count deliveries{0};  // taken by the flow
  Count settled{0};     // of these, durable or failed
  Count records{0};     // values made durable: new ones
  Count repeated{0}, revised{0};
  Count acks{0};       // 9014 sent
  Count assembled{0};  // split uploads that became complete
  Count commands_sent{0};
  Count garbage_bytes{0};
  std::array<Count, static_cast<size_t>(Deviation::kCount)> deviations{};
  std::array<Count, static_cast<size_t>(Refusal::kCount)> refused{};

  void add(Refusal refusal) { ++refused[static_cast<size_t>(refusal)]; }
  void add(Deviations found) {
    found.each([&](Deviation d) { ++deviations[static_cast<size_t>(d)]; });
  }
  // Appends Prometheus text: qingshan_hj212_*.
  void metrics(std::string& out) const;
  std::string json() const;
};

}  // namespace qs::gateway::hj212
