// What the gateway knows of one admitted device, shared by its connections.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "edge/gateway/hj212/gaps.h"
#include "edge/gateway/hj212/interpret.h"
#include "edge/gateway/hj212/packets.h"
#include "edge/gateway/hj212/sm4.h"

namespace qs::gateway::hj212 {

// A connection as its device and its deliveries see it. Callable from any thread, also after the
// connection is gone.
class Line {
 public:
  virtual ~Line() = default;
  virtual void send(std::string frame) = 0;
  // A 9014 for a durable delivery, or an empty text when there is nothing to say.
  virtual void settle(std::string answer) = 0;
};

// Allows `rate` frames a second and `burst` at once.
class FloodGate {
 public:
  FloodGate(double rate, double burst) : rate_(rate), burst_(burst), tokens_(burst) {}
  bool pass(Instant now);

 private:
  double rate_, burst_, tokens_;
  Instant last_{};
};

struct Health {
  Instant known_since, last_seen;
  std::optional<Instant> online_since;
  Millis online_before{0};  // in connections that are over
  uint64_t frames = 0, acks = 0, records = 0, assembled = 0;
  std::optional<Millis> clock_offset;  // device clock minus ours, from the freshest of the last
  DeviationCounts deviations{};
  RefusalCounts refusals{};
};

class Device {
 public:
  Device(std::string mn, double flood_rate, double flood_burst, Instant now);

  // Takes over the profile when the book changed; the switches only when we have none yet.
  void adopt(observe::DeviceProfile profile, uint64_t version);
  Result<observe::Channel> channel(observe::DeviceBook& book, std::string_view factor,
                                   observe::Cadence cadence, observe::Measure measure);
  void saw_clock(Instant device_time, Instant received);
  void online(Instant now, const std::shared_ptr<Line>& line);
  void offline(Instant now, const Line* line);
  std::string health_json(Instant now) const;

  // Guards everything below; taken by the connections' threads and by those who ask for health.
  mutable std::mutex mutex;
  const std::string mn;
  observe::DeviceProfile profile;
  uint64_t version = 0;
  std::optional<Sm4> key, next_key;
  SwitchDetector detector;
  PacketShelf packets;
  GapFinder gaps;
  std::map<int, Instant> newest;  // time of the newest upload, by command
  FloodGate flood;
  Health health;
  Dialect dialect = Dialect::hj2017;
  std::string system = "91";  // ST that it speaks with
  std::weak_ptr<Line> line;   // the newest connection

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  static constexpr size_t kClockWindow = 20;    // frames
  static constexpr size_t kMaxChannels = 4096;  // cached per device

  bool profiled_ = false;
  std::unordered_map<std::string, Result<observe::Channel>, TextHash, std::equal_to<>> channels_;
  std::vector<Millis> offsets_;
  size_t next_offset_ = 0;
};

// All devices that have spoken since the process began. Thread-safe.
class DeviceShelf {
 public:
  DeviceShelf(double flood_rate, double flood_burst) : rate_(flood_rate), burst_(flood_burst) {}
  std::shared_ptr<Device> find(std::string_view mn) const;
  std::shared_ptr<Device> open(std::string_view mn, Instant now);

 private:
  double rate_, burst_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Device>, std::less<>> devices_;
};

}  // namespace qs::gateway::hj212
