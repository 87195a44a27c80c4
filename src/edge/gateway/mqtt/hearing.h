// What was heard from the brokers, for /metrics and the pages of devices. Thread-safe.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "edge/gateway/mqtt/contract.h"

namespace qs::gateway::mqtt {

inline constexpr size_t kMostHeard = 100'000;            // devices told apart
inline constexpr std::chrono::hours kBetweenNotes{1};    // of one device's faults
inline constexpr std::chrono::minutes kStillOnline{15};  // after its last message

struct DeviceHearing {
  Instant known_since, last_seen;
  uint64_t messages = 0;
  FaultCounts faults{};
  std::optional<Instant> noted;
  Millis heard{0};  // time during which it counted as online
  bool online(Instant now) const { return now - last_seen <= kStillOnline; }
  double online_rate(Instant now) const;  // 0..1, since it is known
};

class Hearing {
 public:
  // Counts a message; true when its notes are worth keeping, once in kBetweenNotes a device.
  bool heard(const Message& message, Instant now);
  std::optional<DeviceHearing> device(std::string_view id) const;

  std::atomic<uint64_t> messages{0}, acknowledged{0}, unconfirmed{0};  // unconfirmed: QoS 0
  std::atomic<uint64_t> kept{0}, repeated{0}, revised{0};              // values
  std::atomic<uint64_t> failed{0}, held{0};  // not durable; waited for room in the queue
  void metrics(std::string& prometheus) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, DeviceHearing, std::less<>> devices_;
  FaultCounts faults_{};
};

}  // namespace qs::gateway::mqtt
