// The doors for data, put together: HJ 212 over TCP, JSON over HTTP; and commands to devices kept
// as records.
#pragma once

#include "app/device_book.h"
#include "app/flow.h"
#include "app/intake_queue.h"
#include "edge/gateway/hj212/forwarder.h"
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
    std::function<Instant()> now;
    std::filesystem::path data;  // cursors of the forwarders
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
  std::vector<service::Forward> forwards() const;
  void metrics(std::string& prometheus) const;

 private:
  Result<void> start_forwarders();
  void report(const gateway::hj212::Command& command);
  bool holds(std::string_view token, std::string_view device) const;

  House house_;
  gateway::hj212::Gateway hj212_;
  std::vector<std::unique_ptr<gateway::hj212::Forwarder>> forwarders_;
};

}  // namespace qs::app
