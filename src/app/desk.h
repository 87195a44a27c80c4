// The service's desk: every write is done on the flow's thread; the caller waits until it is
// durable.
#pragma once

#include <future>

#include "app/flow.h"
#include "app/gateways.h"
#include "app/intake_queue.h"
#include "edge/service/service.h"
#include "kernel/enforcement/discretion.h"

namespace qs::app {

class Desk : public service::Desk {
 public:
  struct House {
    Flow& flow;
    IntakeQueue& queue;
    observe::SeriesLog& series;
    ledger::RecordLog& records;
    Sites& sites;
    DeviceBook& devices;
    Gateways& gateways;
    const enforcement::Law& discretion;
    const access::Rights& rights;
  };
  explicit Desk(House house) : house_(house) {}

  service::Outcome<size_t> audit(const service::Audit& audit, const service::Doing& doing) override;
  service::Outcome<void> act(const service::CaseAct& act, const service::Doing& doing) override;
  service::Outcome<std::string> open(const casework::ByHand& asked,
                                     const service::Doing& doing) override;
  service::Outcome<void> silence(std::string_view alert, Instant until,
                                 const service::Doing& doing) override;
  service::Outcome<void> admit(std::string_view device, std::string_view site,
                               const service::Doing& doing) override;
  service::Outcome<std::string> enqueue(const service::Command& command,
                                        const service::Doing& doing) override;
  service::Outcome<void> forward(const service::ForwardPlan& plan,
                                 const service::Doing& doing) override;
  service::Outcome<void> write(std::vector<ledger::Write> writes,
                               const service::Doing& doing) override;
  service::Outcome<void> decide(const Decision& decision, const service::Doing& doing) override;
  service::BatchAnswer offer(std::string_view token, std::string_view body) override;

 private:
  // Runs `work` on the flow's thread and waits.
  template <class T>
  service::Outcome<T> on_flow(std::function<service::Outcome<T>()> work);
  service::Outcome<void> commit(std::vector<ledger::Write> writes, const service::Doing& doing);

  House house_;
};

}  // namespace qs::app
