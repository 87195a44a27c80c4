// A small district around the real service: memory twins, fakes of what the program gives, people.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <mutex>

#include "app/table_desk.h"
#include "base/json.h"
#include "edge/service/seal.h"
#include "edge/service/service.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"

namespace qs::service::testing {

// Keeps what it is asked to write; notes what it is asked to do.
class FakeDesk : public Desk {
 public:
  explicit FakeDesk(ledger::RecordLog& records) : records_(records) {}
  Outcome<size_t> audit(const Audit& audit, const Doing& doing) override;
  Outcome<void> act(const CaseAct& act, const Doing& doing) override;
  Outcome<std::string> open(const casework::ByHand& opening, const Doing& doing) override;
  Outcome<void> silence(std::string_view alert, Instant until, const Doing& doing) override;
  Outcome<void> admit(std::string_view device, std::string_view site, const Doing& doing) override;
  Outcome<std::string> enqueue(const Command& command, const Doing& doing) override;
  Outcome<void> forward(const ForwardPlan& plan, const Doing& doing) override;
  Outcome<void> write(std::vector<ledger::Write> writes, const Doing& doing) override;
  Outcome<void> decide(const Decision& decision, const Doing& doing) override;
  BatchAnswer offer(std::string_view token, std::string_view body) override;

  std::vector<Doing> doings;  // of every write, in order
  std::vector<Audit> audits;
  std::vector<CaseAct> acts;
  std::vector<casework::ByHand> openings;
  std::vector<ForwardPlan> plans;
  std::optional<Refusal> refusal;  // answered to the next writes when set

 private:
  Outcome<void> change(std::string_view kind, std::string_view id, ledger::Fields changed,
                       const Doing& doing);
  ledger::RecordLog& records_;
};

class FakeWorkflowBook : public WorkflowBook {
 public:
  const casework::Workflow* find(std::string_view id, std::string_view) const override {
    for (const auto& flow : flows)
      if (flow.id == id) return &flow;
    return nullptr;
  }
  std::vector<const casework::Workflow*> in_force() const override {
    std::vector<const casework::Workflow*> out;
    for (const auto& flow : flows) out.push_back(&flow);
    return out;
  }
  std::vector<casework::Workflow> flows;
};

// Notes what it is asked; every project may come.
class FakeChecks : public Checks {
 public:
  Outcome<ledger::Record> siting(const SitingAsk& ask, const Doing&) override {
    sitings.push_back(ask);
    return check();
  }
  Outcome<ledger::Record> plot(const PlotAsk& ask, const Doing&) override {
    plots.push_back(ask);
    return check();
  }
  Result<std::string> report(const ledger::Record& check) const override {
    return "%PDF-" + check.id;
  }
  std::vector<SitingAsk> sitings;
  std::vector<PlotAsk> plots;

 private:
  static ledger::Record check() { return {std::string(kCheckKind), "2026-00001", 1, {}}; }
};

class FakeHealth : public Health {
 public:
  std::optional<DeviceHealth> device(std::string_view id) const override {
    auto it = devices.find(id);
    return it == devices.end() ? std::nullopt : std::optional(it->second);
  }
  Result<std::vector<Completeness>> completeness(std::string_view, Span span) const override {
    return std::vector<Completeness>{{"a34004", span.from, 60, 59, 58}};
  }
  Result<MonthTransmission> transmission(const ledger::Record&, Period month) const override {
    return MonthTransmission{
        .counted = {month.begin, month.begin + std::chrono::hours{100}},
        .factors = {{"a21026", {.owed = 100, .came = 95, .valid = 90}}, {"a21002", {.owed = 100}}}};
  }
  std::vector<Forward> forwards() const override {
    Forward city{
        .plan = {.id = "city", .name_zh = "市平台", .dialect = "2017", .password = "hidden"}};
    city.last_error = "refused";
    return {city};
  }
  std::string metrics() const override { return "# TYPE qingshan_frames counter\n"; }
  std::map<std::string, DeviceHealth, std::less<>> devices;
};

class FakeLive : public Live {
 public:
  void subscribe(Sink given) override {
    std::lock_guard lock(mutex_);
    sink_ = std::move(given);
  }
  void tell(const LiveNews& news) {
    std::lock_guard lock(mutex_);
    if (sink_) sink_(news);
  }

 private:
  std::mutex mutex_;
  Sink sink_;
};

// Who is logged in, as a browser remembers it.
struct Login {
  std::string cookie, csrf;
};

class World : public ::testing::Test {
 public:
  World();
  ~World() override;

  void put(std::string kind, std::string id, ledger::Fields fields);
  void keep(observe::SeriesKey key, int64_t time, double value,
            observe::Origin origin = observe::Origin::device);
  void happen(const std::string& id, const std::vector<casework::Evidence>& evidence);
  Login log_in(const std::string& user);  // with kPassword

  Response get(std::string target, const Login& who = {});
  Response post(std::string target, const std::string& body, const Login& who = {},
                std::map<std::string, std::string> headers = {});
  Response ask(Method method, std::string target, std::string body, const Login& who,
               std::map<std::string, std::string> headers);
  Json json(const Response& response) { return Json::parse(response.body); }
  uint16_t port() const { return service->port(); }
  void restart();  // the same disk, another process

  static constexpr auto kPassword = "correct horse";
  Instant now = *parse_instant("2026-05-01T10:30:00");
  std::filesystem::path folder;
  std::unique_ptr<observe::SeriesLog> series = store::memory_series_log();
  std::unique_ptr<ledger::RecordLog> records = store::memory_record_log();
  standard::Library library;
  access::Rights rights;
  District district;
  FakeDesk desk{*records};
  FakeWorkflowBook workflows;
  FakeChecks checks;
  FakeHealth health;
  FakeLive live;
  std::unique_ptr<app::TableDesk> tables;
  const Seal seal = *Seal::of(Seal::fresh_key());
  std::unique_ptr<Service> service;

 private:
  void declare();
  void settle();  // places, devices, people
  void start();
};

}  // namespace qs::service::testing
