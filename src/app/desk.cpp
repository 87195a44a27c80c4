#include "app/desk.h"

#include "app/frozen.h"
#include "app/penalties.h"
#include "app/rewards.h"
#include "base/json.h"
#include "edge/service/once.h"
#include "kernel/casework/roster.h"

namespace qs::app {

using service::Doing;
using service::Outcome;
using service::Reason;

namespace {

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}

tl::unexpected<service::Refusal> refuse(Reason reason, std::string text, std::string place = {}) {
  return refuse(reason, Error{std::move(text), std::move(place)});
}

casework::Evidence evidence_of(const ledger::Record& record) {
  casework::Evidence e{record.id, record.text("name"), record.text("type")};
  e.taken_at = record.instant("taken_at");
  auto lon = record.number("lon"), lat = record.number("lat");
  if (lon && lat) e.place = LonLat{*lon, *lat};
  e.told = record.text("place_by") == "phone";
  e.ahead_s = record.integer("clock_ahead_s").value_or(0);
  return e;
}

constexpr size_t kMaxAudited = 100'000;  // values that one decision may touch

}  // namespace

template <class T>
Outcome<T> Desk::on_flow(std::function<Outcome<T>()> work) {
  auto promise = std::make_shared<std::promise<Outcome<T>>>();
  auto answer = promise->get_future();
  if (!house_.queue.post([promise, work = std::move(work)] { promise->set_value(work()); }))
    return refuse(Reason::overloaded, "the queue before the flow is full; ask again");
  return answer.get();
}

Outcome<void> Desk::commit(std::vector<ledger::Write> writes, const Doing& doing) {
  if (auto fine = check_frozen(house_.records, writes); !fine)
    return refuse(Reason::conflict, fine.error());
  if (auto fine = check_rewards(house_.records, writes, doing.at); !fine)
    return refuse(Reason::invalid, fine.error());
  auto approves = [&](const ledger::Record& penalty) {
    auto kind = house_.records.kind(penalty.kind);
    return kind &&
           house_.rights.may(doing.actor, "record.approve", access::subject_of(*kind, penalty));
  };
  if (auto fine = settle_penalties(house_.discretion, house_.records, writes, approves); !fine)
    return refuse(Reason::invalid, fine.error());
  if (doing.once && !writes.empty()) writes.push_back(service::deed_write(doing, writes.front()));
  auto kept = house_.flow.write(doing.actor.user, doing.why, doing.at, std::move(writes));
  if (kept) return {};
  bool conflict = kept.error().text.starts_with("conflict");
  return refuse(conflict ? Reason::conflict : Reason::invalid, kept.error());
}

Outcome<size_t> Desk::audit(const service::Audit& audit, const Doing& doing) {
  return on_flow<size_t>([&]() -> Outcome<size_t> {
    auto series = house_.series.find(audit.series);
    if (!series) return refuse(Reason::not_found, "no such series", audit.series.factor);
    auto samples = house_.series.scan(std::span(&*series, 1), audit.span);
    if (!samples) return refuse(Reason::failed, samples.error());
    if (samples->empty()) return refuse(Reason::not_found, "no values in this span");
    if (samples->size() > kMaxAudited)
      return refuse(Reason::invalid, fmt::format("more than {} values at once", kMaxAudited));
    observe::Batch batch{.frames = {},
                         .samples = std::move(*samples),
                         .notes = {},
                         .received = doing.at,
                         .by = doing.actor.user,
                         .reason = doing.why};
    for (auto& s : batch.samples) {
      s.origin = observe::Origin::audit;
      s.frame = 0;
      s.mark = audit.decision == service::Audit::Decision::invalid ? observe::Mark::invalid
                                                                   : observe::Mark::normal;
      if (audit.decision == service::Audit::Decision::replace) s.value = *audit.value;
    }
    auto receipt = house_.flow.keep(batch);
    if (!receipt) return refuse(Reason::failed, receipt.error());
    return receipt->kept + receipt->revised;
  });
}

Outcome<void> Desk::act(const service::CaseAct& act, const Doing& doing) {
  return on_flow<void>([&]() -> Outcome<void> {
    auto deed = act.deed;
    for (const auto& hash : act.evidence) {
      auto record = house_.records.get("evidence", hash);
      if (!record) return refuse(Reason::failed, record.error());
      if (!*record) return refuse(Reason::not_found, "no such evidence", hash);
      deed.evidence.push_back(evidence_of(**record));
    }
    auto writes = house_.flow.dispatcher().act(act.case_id, doing.actor, deed, act.into, doing.at);
    if (!writes) return refuse(Reason::invalid, writes.error());
    return commit(std::move(*writes), doing);
  });
}

Outcome<std::string> Desk::open(const casework::ByHand& asked, const Doing& doing) {
  return on_flow<std::string>([&]() -> Outcome<std::string> {
    auto opened = house_.flow.dispatcher().open(asked, doing.actor, doing.at);
    if (!opened) return refuse(Reason::invalid, opened.error());
    if (auto done = commit(std::move(opened->writes), doing); !done)
      return tl::unexpected(done.error());
    return opened->id;
  });
}

Outcome<void> Desk::silence(std::string_view alert, Instant until, const Doing& doing) {
  return on_flow<void>([&, id = std::string(alert)]() -> Outcome<void> {
    auto record = house_.records.get(alert::kRecordKind, id);
    if (!record) return refuse(Reason::failed, record.error());
    if (!*record) return refuse(Reason::not_found, "no such alert", id);
    auto silenced = alert::silence(alert::alert_of(**record), until, doing.why, doing.at);
    if (!silenced) return refuse(Reason::invalid, silenced.error());
    return commit({alert::write_of(*silenced)}, doing);
  });
}

Outcome<void> Desk::admit(std::string_view device, std::string_view site, const Doing& doing) {
  return on_flow<void>([&, id = std::string(device), place = std::string(site)]() -> Outcome<void> {
    // A device that dialled a moment ago may not be in the ledger yet.
    if (auto found = house_.devices.take_findings(); !found.empty())
      if (auto kept = house_.flow.commit("flow", "quarantined", doing.at, std::move(found)); !kept)
        return refuse(Reason::failed, kept.error());
    auto record = house_.records.get("device", id);
    if (!record) return refuse(Reason::failed, record.error());
    if (!*record) return refuse(Reason::not_found, "no such device", id);
    if (!house_.sites.find(place)) return refuse(Reason::not_found, "no such site", place);
    auto fields = (*record)->fields;
    fields["state"] = std::string("admitted");
    fields["site"] = place;
    auto done = commit({{.kind = "device",
                         .id = id,
                         .fields = std::move(fields),
                         .expected_revision = (*record)->revision}},
                       doing);
    if (!done) return done;
    if (auto read = house_.devices.refresh(); !read) return refuse(Reason::failed, read.error());
    if (auto read = house_.gateways.forwards().refresh(); !read)
      return refuse(Reason::failed, read.error());
    return {};
  });
}

Outcome<std::string> Desk::enqueue(const service::Command& command, const Doing& doing) {
  return on_flow<std::string>([&]() -> Outcome<std::string> {
    auto asked = house_.gateways.command(command, doing);
    if (!asked) return refuse(Reason::invalid, asked.error());
    auto id = asked->id;
    if (auto done = commit({std::move(*asked)}, doing); !done) return tl::unexpected(done.error());
    return id;
  });
}

Outcome<void> Desk::forward(const service::ForwardPlan& plan, const Doing& doing) {
  return on_flow<void>([&]() -> Outcome<void> {
    auto& forwards = house_.gateways.forwards();
    auto write = forwards.declare(plan);
    if (!write) return refuse(Reason::invalid, write.error());
    if (auto done = commit({std::move(*write)}, doing); !done) return done;
    if (auto read = forwards.refresh(); !read) return refuse(Reason::failed, read.error());
    return {};
  });
}

Outcome<void> Desk::write(std::vector<ledger::Write> writes, const Doing& doing) {
  return on_flow<void>([&]() -> Outcome<void> {
    auto done = commit(std::move(writes), doing);
    if (!done) return done;
    if (auto read = house_.flow.dispatcher().refresh(doing.at); !read)
      return refuse(Reason::failed, read.error());
    return {};
  });
}

Outcome<void> Desk::decide(const Decision& decision, const Doing& doing) {
  return on_flow<void>([&]() -> Outcome<void> {
    auto writes = decision();
    if (!writes) return tl::unexpected(writes.error());
    return commit(std::move(*writes), doing);
  });
}

service::BatchAnswer Desk::offer(std::string_view token, std::string_view body) {
  return house_.gateways.offer(token, body);
}

}  // namespace qs::app
