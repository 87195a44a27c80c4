#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/casework/roster.h"

namespace qs::service {
namespace {

constexpr size_t kMaxOpenListed = 200;  // alerts and cases named in one hand-over

Maybe<casework::Person> person_of(const Service::Room& room, const std::string& user) {
  return find(room, "user", user).map([](const ledger::Record& record) {
    auto actor = actor_of(record);
    return casework::Person{actor.user, actor.name, actor.roles, actor.area, {}};
  });
}

Maybe<std::vector<std::string>> ids_in_state(const Service::Room& room, const Call& call,
                                             std::string_view kind, const char* state) {
  ledger::Query asked{.kind = std::string(kind),
                      .where = {{"state", ledger::Op::equal, state, {}}},
                      .limit = kMaxOpenListed};
  if (!call.actor.area.empty())
    asked.where.push_back({"street", ledger::Op::equal, call.actor.area, {}});
  return query(room, asked).map([](const std::vector<ledger::Record>& records) {
    std::vector<std::string> ids;
    for (const auto& record : records) ids.push_back(record.id);
    return ids;
  });
}

// Commits what a kernel verb gave; the record as it is afterwards.
Maybe<ledger::Record> kept(Service::Room& room, const Call& call, Result<ledger::Write> write,
                           std::string why) {
  if (!write) return refuse(422, write.error().text, write.error().place);
  return lift(room.seams.desk.write({*write}, {call.actor, call.now, std::move(why)}))
      .and_then([&] { return find(room, write->kind, write->id); });
}

bool concerns(const ledger::Record& handover, const access::Actor& actor) {
  return handover.text("from_user") == actor.user || handover.text("to_user") == actor.user;
}

}  // namespace

Reply get_roster(Service::Room& room, const Call& call) {
  auto day = day_param(call, "day");
  if (!day) return tl::unexpected(day.error());
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  where->push_back({"day", ledger::Op::equal, iso(*day), {}});
  auto entries = query(room, {.kind = std::string(casework::kRosterKind),
                              .where = std::move(*where),
                              .limit = ledger::kMaxPage});
  if (!entries) return tl::unexpected(entries.error());
  auto out = Json::array();
  for (const auto& entry : *entries) out.push_back(roster_json(room, entry));
  return json_response(out);
}

Reply post_roster(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto day = parse_day(body->text("day"));
  if (!day) body->fault(day.error().text, "day");
  auto street = body->text("street"), shift = body->text("shift"), user = body->text("user");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto allowed = must(room, call, street); !allowed) return tl::unexpected(allowed.error());
  auto person = person_of(room, user);
  if (!person) return tl::unexpected(person.error());
  return kept(room, call,
              casework::assign_duty(room.seams.district.shifts, *day, street, shift, *person,
                                    call.now),
              "put on duty")
      .map([&](const ledger::Record& entry) { return json_response(roster_json(room, entry)); });
}

Reply get_handovers(Service::Room& room, const Call& call) {
  auto limit = limit_param(call, 50);
  if (!limit) return tl::unexpected(limit.error());
  auto entries = query(room, {.kind = std::string(casework::kHandoverKind),
                              .where = {},
                              .order_by = "at",
                              .descending = true,
                              .limit = *limit});
  if (!entries) return tl::unexpected(entries.error());
  bool everywhere = may(room, call, "");
  auto out = Json::array();
  for (const auto& entry : *entries)
    if (everywhere || concerns(entry, call.actor)) out.push_back(handover_json(entry));
  return json_response(out);
}

Reply post_handover(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto to_user = body->text("to_user");
  auto text = body->text("text", casework::kLongestText);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto receiver = person_of(room, to_user); !receiver) return tl::unexpected(receiver.error());
  auto alerts = ids_in_state(room, call, "alert", "firing");
  if (!alerts) return tl::unexpected(alerts.error());
  auto cases = ids_in_state(room, call, casework::kCaseKind, "open");
  if (!cases) return tl::unexpected(cases.error());
  auto write = casework::write_handover(call.actor, {to_user, text, *alerts, *cases}, call.now);
  return kept(room, call, std::move(write), "shift handed over")
      .map([](const ledger::Record& entry) { return json_response(handover_json(entry), 201); });
}

Reply post_sign(Service::Room& room, const Call& call) {
  auto entry = find(room, casework::kHandoverKind, call.id());
  if (!entry) return tl::unexpected(entry.error());
  return kept(room, call, casework::sign_handover(*entry, call.actor, call.now), "shift taken over")
      .map([](const ledger::Record& now) { return json_response(handover_json(now)); });
}

}  // namespace qs::service
