// The MQTT brokers of the pack and of the command line, each with its subscriber.
#pragma once

#include <memory>

#include "app/secrets.h"
#include "edge/gateway/mqtt/client.h"

namespace qs::app {

class Brokers {
 public:
  struct House {
    const gateway::mqtt::Law& law;
    const standard::Library& library;
    observe::DeviceBook& devices;
    observe::Intake& queue;
    const Secrets& secrets;  // mqtt-<id>.password
  };
  explicit Brokers(House house) : house_(house) {}

  // All that are not paused, and `more`: HOST:PORT, or empty.
  Result<void> start(const std::string& more);
  void stop();
  const gateway::mqtt::Hearing& hearing() const { return hearing_; }
  void metrics(std::string& prometheus) const;  // nothing when there is no broker

 private:
  void begin(gateway::mqtt::Broker broker);

  House house_;
  gateway::mqtt::Hearing hearing_;
  std::vector<std::unique_ptr<gateway::mqtt::Client>> clients_;
};

}  // namespace qs::app
