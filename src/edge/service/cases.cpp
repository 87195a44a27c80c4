// Cases read: lists, what waits for somebody, one case's story.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/own_firm.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/casework/verbs.h"

namespace qs::service {
namespace {

constexpr size_t kMostEvents = 1'000;             // of one case's time line
constexpr size_t kMostMine = 1'000;               // of one reason to be in somebody's list
constexpr int64_t kLatest = 253'402'300'800'000;  // the year 10000

Json actions_json(const Service::Room& room, const Call& call, const ledger::Record& record) {
  auto out = Json::array();
  auto street = record.text("street"), firm = record.text("firm");
  if (!room.seams.rights.may(call.actor, "case.act", {{}, street, firm})) return out;
  auto flow = workflow_of(room, record);
  if (!flow) return out;
  for (auto action : casework::allowed_actions(*flow, casework::case_of(record), call.actor))
    out.push_back(action_json(*action));
  return out;
}

ledger::Filter among(std::string field, std::vector<ledger::Value> values) {
  return {std::move(field), ledger::Op::in, {}, std::move(values)};
}

ledger::Filter listing(std::string field, const std::string& word) {
  return {std::move(field), ledger::Op::contains, '"' + word + '"', {}};
}

// Why a case can wait for somebody: it is assigned to them, nobody has it and it is their role's,
// it was escalated to their role, or their unit was asked to answer.
std::vector<std::vector<ledger::Filter>> reasons_for(const access::Actor& actor) {
  using ledger::Op;
  const std::string anyone(casework::kAnyone);
  std::vector<std::vector<ledger::Filter>> reasons{
      {{"assignee", Op::equal, actor.user, {}}},
      {among("escalated_to", {actor.roles.begin(), actor.roles.end()})}};
  for (const auto& role : actor.roles) {
    std::vector<ledger::Filter> theirs{{"assignee", Op::is_null, {}, {}}, listing("roles", role)};
    if (!actor.area.empty()) theirs.push_back(among("for_area", {anyone, actor.area}));
    theirs.push_back(among("for_unit", {anyone, actor.unit}));
    if (!actor.firm.empty()) theirs.push_back({"firm", Op::equal, actor.firm, {}});
    reasons.push_back(std::move(theirs));
  }
  if (!actor.unit.empty()) reasons.push_back({listing("answering", actor.unit)});
  return reasons;
}

// What waits for this person, what is due first at the head.
Reply my_cases(const Service::Room& room, const Call& call, const ledger::Query& asked) {
  std::map<std::pair<Instant, std::string>, ledger::Record> mine;
  for (auto& reason : reasons_for(call.actor)) {
    auto where = asked.where;
    std::move(reason.begin(), reason.end(), std::back_inserter(where));
    auto found = query(
        room,
        {.kind = asked.kind, .where = std::move(where), .order_by = "due_at", .limit = kMostMine});
    if (!found) return tl::unexpected(found.error());
    for (auto& record : *found)
      mine.emplace(std::pair(record.instant("due_at").value_or(Instant{}), record.id), record);
  }
  Json out{{"total", mine.size()}, {"items", Json::array()}};
  size_t place = 0;
  for (const auto& [key, record] : mine)
    if (place++ >= asked.offset && out["items"].size() < asked.limit) {
      out["items"].push_back(case_json(room, record));
      out["items"].back()["actions"] = actions_json(room, call, record);
    }
  return json_response(out);
}

Maybe<ledger::Query> asked_of(const Service::Room& room, const Call& call) {
  auto where = for_own_firm(room, call)
                   ? Maybe<std::vector<ledger::Filter>>(std::vector<ledger::Filter>{
                         {"firm", ledger::Op::equal, call.actor.firm, {}}})
                   : within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  auto limit = limit_param(call, 50);
  if (!limit) return tl::unexpected(limit.error());
  auto offset = integer_param(call, "offset", 0, 0, 1'000'000);
  if (!offset) return tl::unexpected(offset.error());
  for (const auto* field : {"state", "workflow", "step", "subject", "firm", "unit", "parent"})
    if (auto value = param(call, field)) where->push_back({field, ledger::Op::equal, *value, {}});
  auto due_from = integer_param(call, "due_from", 0, 0, kLatest);
  if (!due_from) return tl::unexpected(due_from.error());
  auto due_until = integer_param(call, "due_until", kLatest, 0, kLatest);
  if (!due_until) return tl::unexpected(due_until.error());
  bool by_due = *due_from > 0 || *due_until < kLatest;
  if (by_due) where->push_back({"due_at", ledger::Op::greater_equal, *due_from, {}});
  if (by_due) where->push_back({"due_at", ledger::Op::less, *due_until, {}});
  if (param(call, "overdue")) where->push_back({"overdue", ledger::Op::equal, true, {}});
  return ledger::Query{.kind = std::string(casework::kCaseKind),
                       .where = std::move(*where),
                       .order_by = by_due ? "due_at" : "opened_at",
                       .descending = !by_due,
                       .limit = *limit,
                       .offset = static_cast<size_t>(*offset)};
}

}  // namespace

namespace {

// 内部记录: what an authority noted at a step without moving the case on is not for the firm that
// the case is about.
bool is_internal(const casework::Workflow* flow, const casework::CaseEvent& event,
                 const access::Actor& firm) {
  if (event.who == firm.user || event.who == casework::kSystem) return false;
  auto step = flow ? flow->step(event.step) : nullptr;
  auto action = step ? step->action(event.verb) : nullptr;
  return action && action->to.empty();
}

}  // namespace

Maybe<Json> whole_case(const Service::Room& room, const Call& call, const ledger::Record& record) {
  auto events = query(room, {.kind = std::string(casework::kEventKind),
                             .where = {{"case", ledger::Op::equal, record.id, {}}},
                             .order_by = "seq",
                             .limit = kMostEvents});
  if (!events) return tl::unexpected(events.error());
  auto out = case_json(room, record);
  auto& timeline = out["timeline"] = Json::array();
  bool for_firm = for_own_firm(room, call);
  auto flow = workflow_of(room, record);
  for (const auto& kept : *events) {
    auto event = casework::event_of(kept);
    if (for_firm && is_internal(flow, event, call.actor)) continue;
    timeline.push_back(case_event_json(event));
  }
  out["actions"] = actions_json(room, call, record);
  return out;
}

Reply get_cases(Service::Room& room, const Call& call) {
  auto asked = asked_of(room, call);
  if (!asked) return tl::unexpected(asked.error());
  if (param(call, "mine")) return my_cases(room, call, *asked);
  auto total = lift(room.seams.records.count(*asked));
  if (!total) return tl::unexpected(total.error());
  auto cases = query(room, *asked);
  if (!cases) return tl::unexpected(cases.error());
  Json out{{"total", *total}, {"items", Json::array()}};
  for (const auto& record : *cases) out["items"].push_back(case_json(room, record));
  return json_response(out);
}

Reply get_case(Service::Room& room, const Call& call) {
  return find_within(room, call, casework::kCaseKind, call.id())
      .and_then([&](const ledger::Record& record) { return whole_case(room, call, record); })
      .map([](const Json& body) { return json_response(body); });
}

}  // namespace qs::service
