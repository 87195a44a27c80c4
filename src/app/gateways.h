// The doors for data, put together: HJ 212 over TCP, JSON over HTTP and MQTT; and commands to
// devices kept as records.
#pragma once

#include "app/brokers.h"
#include "app/device_book.h"
#include "app/flow.h"
#include "app/forwards.h"
#include "app/intake_queue.h"
#include "edge/gateway/hj212/gateway.h"
#include "edge/service/service.h"

namespace qs::app {

class Gateways {
 public:
  struct House {
    Flow& flow;
    IntakeQueue& queue;
    DeviceBook& devices;
    observe::SeriesLog& series;
    const ledger::RecordLog& records;
    Forwards& forwards;
    Brokers& brokers;
    std::function<Instant()> now;
  };
  Gateways(House house, gateway::hj212::GatewayOptions options);

  // The HJ 212 port that listens. History gaps are counted from the newest values kept.
  Result<uint16_t> start();
  void stop();
  void wake();  // new values are kept: the forwarders look

  // A command's record, queued; to be called and committed on the flow's thread.
  Result<ledger::Write> command(const service::Command& command, const service::Doing& doing);
  // POST /data; waits until it is durable. `token` is that of the device's record (token_hash).
  service::BatchAnswer offer(std::string_view token, std::string_view body);

  const gateway::hj212::Gateway& hj212() const { return hj212_; }
  Forwards& forwards() const { return house_.forwards; }
  const gateway::mqtt::Hearing& mqtt() const { return house_.brokers.hearing(); }
  void metrics(std::string& prometheus) const;

 private:
  void report(const gateway::hj212::Command& command);
  bool holds(std::string_view token, std::string_view device) const;

  House house_;
  gateway::hj212::Gateway hj212_;
};

}  // namespace qs::app
