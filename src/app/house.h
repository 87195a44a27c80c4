// The running program: everything that `serve` puts together, in the order in which it depends.
#pragma once

#include <atomic>
#include <thread>

#include "app/checker.h"
#include "app/control.h"
#include "app/desk.h"
#include "app/event_hub.h"
#include "app/figures.h"
#include "app/flow.h"
#include "app/gateways.h"
#include "app/health.h"
#include "app/messenger.h"
#include "app/outlet_book.h"
#include "app/overseer.h"
#include "app/oversight_rounds.h"
#include "app/pack.h"
#include "app/paper_desk.h"
#include "app/plan/planner.h"
#include "app/plan/task_rounds.h"
#include "app/power/watch.h"
#include "app/reminder.h"
#include "app/retention_rounds.h"
#include "app/suspect/watch.h"
#include "app/table_desk.h"
#include "app/upkeep.h"
#include "app/verbs/verbs.h"
#include "edge/service/seal.h"
#include "edge/store/store.h"

namespace qs::app {

class House {
 public:
  // Opens the store, declares the kinds, founds the pack's sites and starts to listen.
  static Result<std::unique_ptr<House>> open(const ServeOptions& options);
  ~House();

  // Runs the flow on the calling thread until stopped.
  void run(const std::atomic<bool>& stopped);

  uint16_t port() const { return service_->port(); }
  uint16_t hj212_port() const { return hj212_port_; }
  // Of the administrator that this start founded; empty: there were people already.
  const std::string& first_password() const { return first_password_; }

 private:
  House(const ServeOptions& options, Pack pack, store::Store store,
        std::unique_ptr<Secrets> secrets, const service::Seal& seal);
  Result<void> found(const ServeOptions& options);
  Result<void> start(const ServeOptions& options);
  std::string control(const std::string& request);
  void serve_waiting(std::chrono::steady_clock::time_point until);
  service::Seams seams();

  Pack pack_;
  const gateway::mqtt::Law mqtt_;
  store::Store store_;
  std::unique_ptr<Secrets> secrets_;
  const service::Seal seal_;
  access::Rights rights_;
  service::District district_;
  Sites sites_;
  DeviceBook devices_;
  EventHub hub_;
  IntakeQueue queue_;
  Flow flow_;
  Forwards forwards_;
  Brokers brokers_;
  Gateways gateways_;
  Health health_;
  Desk desk_;
  TableDesk tables_;
  Checker checks_;
  OutletBook outlets_;
  Overseer overseer_;
  Gatherer gatherer_;
  Planner planner_;
  Figures figures_;
  PaperDesk papers_;
  std::unique_ptr<service::Service> service_;
  std::unique_ptr<ControlSocket> control_;
  std::unique_ptr<Messenger> messenger_;
  std::unique_ptr<Upkeep> upkeep_;
  std::unique_ptr<Reminder> reminder_;
  std::unique_ptr<OversightRounds> oversight_rounds_;
  std::unique_ptr<TaskRounds> task_rounds_;
  std::unique_ptr<RetentionRounds> retention_rounds_;
  std::unique_ptr<PowerWatch> power_;
  std::unique_ptr<SuspicionRounds> suspicion_rounds_;
  uint16_t hj212_port_ = 0;
  std::string first_password_;
};

}  // namespace qs::app
