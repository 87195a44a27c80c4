// The HJ 212 server: one port for all three editions, thousands of devices.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "edge/gateway/hj212/commands.h"
#include "kernel/observe/reading.h"

namespace qs::gateway::hj212 {

struct GatewayOptions {
  std::string address = "0.0.0.0";
  uint16_t port = 9212;  // 0: any free one
  unsigned threads = 1;
  size_t max_connections = 20'000;
  std::chrono::seconds first_frame{60};  // without a good frame so long: closed (slow loris)
  std::chrono::seconds idle{1800};       // without any byte so long: closed
  std::chrono::seconds half_frame{3};    // bytes that wait so long for more are judged as they are
  double frames_per_second = 1000;       // of one device, kept up
  double frame_burst = 20'000;           // and at once after an outage
  bool correct_clocks = true;            // send 1012 to a device whose clock is wrong
  // History is asked for when a hole stayed open so long: a logger first sends again what it kept
  // through an outage (HJ 212 6.2). None: never.
  std::optional<Millis> gap_patience = std::chrono::minutes{5};
  std::chrono::seconds drain{5};  // a stop waits so long for what is not yet durable
};

// Threads of its own; `book` and `intake` are called from them and must outlive stop().
class Gateway {
 public:
  // `report` gets every change of a command's state, from any of the gateway's threads.
  Gateway(GatewayOptions options, observe::DeviceBook& book, observe::Intake& intake,
          CommandDesk::Report report);
  ~Gateway();  // stops
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  Result<uint16_t> start();  // the port that listens
  // Takes no more frames, answers what becomes durable within `drain`, closes. Idempotent.
  void stop();

  CommandDesk& commands();
  // 1014; see key_rotation.h.
  Result<std::string> rotate_key(std::string_view mn, std::string_view who, Instant now);
  void prime(std::string_view mn, int command,
             Instant last);  // for filling gaps: newest value kept
  void metrics(std::string& prometheus) const;
  std::string status_json() const;                     // the counters
  std::string health_json(std::string_view mn) const;  // "{}" when it never spoke

 private:
  class Server;
  std::shared_ptr<Server> server_;
};

}  // namespace qs::gateway::hj212
