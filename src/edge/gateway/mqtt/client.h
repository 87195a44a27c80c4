// One broker's subscriber. A message of QoS 1 is acknowledged when its readings are durable and not
// before: the libraries of Debian 12 acknowledge on arrival (docs/decisions/0011-mqtt.md).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "edge/gateway/mqtt/contract.h"
#include "edge/gateway/mqtt/hearing.h"

namespace qs::gateway::mqtt {

inline constexpr size_t kMostUnacknowledged = 5000;  // then no more is read from the line
inline constexpr std::chrono::seconds kKeepAlive{30}, kPatience{20};  // kPatience: for an answer
inline constexpr std::chrono::seconds kFirstRetry{1}, kLastRetry{60};

struct ClientStatus {
  std::string id, last_error;  // until the next message
  bool connected = false;
  uint64_t connects = 0;
  size_t waiting = 0;  // received and not yet acknowledged
};

// A thread of its own; `law`, `library`, `devices`, `intake` and `hearing` are used from it and
// must outlive stop().
class Client {
 public:
  struct House {
    const Law& law;
    const standard::Library& library;
    observe::DeviceBook& devices;
    observe::Intake& intake;
    Hearing& hearing;
  };
  Client(Broker broker, std::string password, House house);
  ~Client();  // stops
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void start();
  // What is not acknowledged comes again after the next start, as a repetition.
  void stop();
  ClientStatus status() const;

 private:
  class Line;
  std::shared_ptr<Line> line_;
};

}  // namespace qs::gateway::mqtt
