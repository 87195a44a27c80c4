// 转发: the superior platforms, records of kind "forward", each with its forwarder.
#pragma once

#include <memory>
#include <mutex>

#include "app/secrets.h"
#include "edge/gateway/hj212/forwarder.h"
#include "edge/service/service.h"
#include "kernel/ledger/record_log.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

class Forwards {
 public:
  struct House {
    observe::SeriesLog& series;
    const ledger::RecordLog& records;
    const standard::Library& library;
    Secrets& secrets;
    std::filesystem::path data;  // progress of each
    std::function<Instant()> now;
  };
  explicit Forwards(House house) : house_(std::move(house)) {}

  // Reads the records of platforms, stations and devices again: new platforms begin, the others
  // hear what changed. On the flow's thread.
  Result<void> refresh();
  void stop();
  void wake();  // new values are kept

  // The record of what an admin asked for; its password and key are kept as secrets first.
  // Faults: an unknown dialect, cadence, station or kind of station, a key that is none.
  Result<ledger::Write> declare(const service::ForwardPlan& plan);

  std::vector<service::Forward> status() const;
  void metrics(std::string& prometheus) const;

 private:
  Result<gateway::hj212::ForwardTarget> target_of(const ledger::Record& record) const;
  Result<void> begin(gateway::hj212::ForwardTarget target, bool with_history);

  House house_;
  mutable std::mutex mutex_;  // of the list; each forwarder guards itself
  std::map<std::string, std::unique_ptr<gateway::hj212::Forwarder>> forwarders_;
  std::map<std::string, ledger::Record> records_;
};

// The fields of a "forward" record.
ledger::Fields fields_of(const service::ForwardPlan& plan);

}  // namespace qs::app
