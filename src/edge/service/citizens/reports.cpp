// 随手拍: a report of somebody who did not log in.
#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/ask.h"
#include "edge/service/burning/spots.h"
#include "edge/service/citizens/public_report.h"
#include "edge/service/citizens/report_body.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/report/join.h"

namespace qs::service {
namespace {

using ledger::Op;
using ledger::Record;
using ledger::Write;

constexpr std::string_view kBurning = "burning";  // the topic of open burning
constexpr size_t kMostCompared = 1'000;           // earlier reports near by

const ledger::Kind* complaints(const Service::Room& room) {
  return room.seams.records.kind(report::kComplaintKind);
}

// Reports of the same topic near by, as far back as one may be the repeat of another.
Outcome<std::vector<report::Filed>> compared(const Service::Room& room,
                                             const report::Filed& fresh) {
  const auto& rules = room.seams.district.reporting;
  auto since = iso(day_of(fresh.at - std::chrono::days(rules.repeat_days)));
  auto found = room.seams.records.query(
      {.kind = std::string(report::kComplaintKind),
       .where = {{.field = "kind", .value = fresh.kind},
                 {.field = "received_on", .op = Op::greater_equal, .value = since}},
       .near = ledger::Near{fresh.place, rules.join_metres},
       .order_by = "",
       .limit = kMostCompared});
  if (!found) return tl::unexpected(Refusal{Reason::failed, found.error()});
  std::vector<report::Filed> out;
  for (const auto& record : *found)
    if (auto filed = report::filed_of(record)) out.push_back(std::move(*filed));
  return out;
}

// Nobody can bury the office in reports that nobody has taken up.
Outcome<void> make_room(const Service::Room& room) {
  auto waiting = room.seams.records.count(
      {.kind = std::string(report::kComplaintKind),
       .where = {{.field = "state", .value = std::string(report::kReceived)},
                 {.field = "channel", .value = std::string(report::kSnapChannel)}}});
  if (!waiting) return tl::unexpected(Refusal{Reason::failed, waiting.error()});
  if (*waiting < static_cast<size_t>(room.seams.district.reporting.open_unaccepted)) return {};
  return refusal(Reason::overloaded, "too many reports wait to be taken up; call 12345");
}

struct Filing {
  ReportName name;
  ReportBody body;
  std::string street;
  Instant at;
};

ledger::Fields fields_of(const Service::Room& room, const Filing& filing) {
  const auto& body = filing.body;
  ledger::Fields out{
      {"number", filing.name.number},
      {"channel", std::string(report::kSnapChannel)},
      {"received_on", iso(day_of(filing.at))},
      {"received_at", to_ms(filing.at)},
      {"kind", body.kind},
      {"text", body.text},
      {"street", filing.street},
      {"place", Geometry::point(body.place).geojson()},
      {"code_hash", code_digest(filing.name.number, filing.name.code)},
      {"state", std::string(report::kReceived)},
  };
  if (!body.address.empty()) out["address"] = body.address;
  if (!body.name.empty() || !body.phone.empty())
    out["identity"] = sealed_identity(room, {body.name, body.phone});
  return out;
}

// A report of open burning is a sighting too, as one by a camera.
burning::FirePoint sighting_of(const Filing& filing) {
  return {.place = filing.body.place,
          .seen = filing.at,
          .found_by = "report",
          .device = filing.name.number};
}

// Decided while nobody else writes: of two reports of one event that come at once, one is joined.
Outcome<std::vector<Write>> writes_of(const Service::Room& room, const Filing& filing) {
  auto known = room.seams.records.get(report::kComplaintKind, filing.name.number);
  if (!known) return tl::unexpected(Refusal{Reason::failed, known.error()});
  if (*known) return std::vector<Write>{};  // the answer was lost on its way
  if (auto free = make_room(room); !free) return tl::unexpected(free.error());
  auto fields = fields_of(room, filing);
  report::Filed fresh{filing.name.number, filing.body.kind, std::string(report::kReceived),
                      filing.at, filing.body.place};
  auto others = compared(room, fresh);
  if (!others) return tl::unexpected(others.error());
  auto kin = report::kinship(fresh, *others, room.seams.district.reporting);
  if (!kin.joins.empty()) {
    fields["joined_to"] = kin.joins;
    fields["state"] = std::string(report::kJoined);
  }
  if (!kin.repeats.empty()) fields["repeat_of"] = kin.repeats;
  std::vector<Write> writes;
  if (filing.body.kind == kBurning) {
    auto seen = sighting_writes(room, sighting_of(filing), filing.street, filing.at);
    if (!seen) return tl::unexpected(seen.error());
    writes = std::move(*seen);
  }
  writes.push_back({.kind = std::string(report::kComplaintKind),
                    .id = filing.name.number,
                    .fields = std::move(fields),
                    .expected_revision = 0});
  return writes;
}

Maybe<Filing> filing_of(Service::Room& room, const Call& call) {
  auto body = report_body(call.request.body, room.seams.district.reporting);
  if (!body) return tl::unexpected(body.error());
  auto ticket = lift_verb(room.citizens.proof.check(body->challenge, body->answer, call.now));
  if (!ticket) return tl::unexpected(ticket.error());
  auto kind = complaints(room);
  if (!kind || !kind->field("kind")->choice(body->kind))
    return refuse(422, "there is no such topic", "kind");
  auto street = street_at(room.seams.district, body->place);
  if (street.empty()) return refuse(422, "the place lies outside the district; call 12345", "lon");
  return Filing{room.citizens.name_of(*ticket), std::move(*body), std::move(street), call.now};
}

}  // namespace

access::Actor citizen() {
  return {.user = std::string(kCitizenWriter), .name = std::string(kCitizenWriter)};
}

std::string sealed_identity(const Service::Room& room, const Reporter& reporter) {
  return room.seams.seal.seal(Json{{"name", reporter.name}, {"phone", reporter.phone}}.dump());
}

Reply get_report_form(Service::Room& room, const Call& call) {
  if (auto wait = room.citizens.tries.refuse(call.request.peer, call.now))
    return too_many(*wait, "address");
  auto topics = Json::array();
  if (auto kind = complaints(room))
    for (const auto& choice : kind->field("kind")->choices)
      topics.push_back({{"value", choice.value}, {"zh", choice.zh}, {"en", choice.en}});
  const auto& rules = room.seams.district.reporting;
  auto stages = Json::array();
  for (const auto& stage : rules.stages)
    stages.push_back({{"id", stage.id}, {"zh", stage.zh}, {"en", stage.en}, {"ends", stage.ends}});
  return json_response({{"district", public_district(room.seams.district)},
                        {"topics", topics},
                        {"stages", stages},
                        {"longest_text", rules.longest_text},
                        {"photos", rules.photos},
                        {"photo_mb", rules.photo_mb}});
}

Reply get_report_challenge(Service::Room& room, const Call& call) {
  auto challenge = room.citizens.proof.issue(call.now);
  return json_response(
      {{"challenge", challenge.text}, {"bits", challenge.bits}, {"until", to_ms(challenge.until)}});
}

Reply post_report(Service::Room& room, const Call& call) {
  if (auto wait = room.citizens.tries.refuse(call.request.peer, call.now))
    return too_many(*wait, "address");
  auto filing = filing_of(room, call);
  if (!filing) return tl::unexpected(filing.error());
  if (auto wait = room.citizens.filed.refuse(call.request.peer, call.now))
    return too_many(*wait, "reports");
  auto done = room.seams.desk.decide([&] { return writes_of(room, *filing); },
                                     {citizen(), call.now, "随手拍"});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return json_response({{"number", filing->name.number}, {"code", filing->name.code}}, 201);
}

}  // namespace qs::service
