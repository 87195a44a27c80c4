#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/casework/verbs.h"

namespace qs::service {
namespace {

Json actions_json(const Service::Room& room, const Call& call, const ledger::Record& record) {
  auto out = Json::array();
  if (!room.seams.rights.may(call.actor, "case.act", {{}, record.text("street"), {}})) return out;
  for (const auto& action : room.seams.cases.actions(record, call.actor))
    out.push_back({{"verb", action.verb},
                   {"label_zh", action.label_zh},
                   {"label_en", action.label_en},
                   {"needs", action.needs}});
  return out;
}

Maybe<Json> whole_case(const Service::Room& room, const Call& call, const ledger::Record& record) {
  auto events = lift(room.seams.cases.timeline(record));
  if (!events) return tl::unexpected(events.error());
  auto out = case_json(room, record);
  auto& timeline = out["timeline"] = Json::array();
  for (const auto& event : *events) timeline.push_back(case_event_json(room, event));
  out["actions"] = actions_json(room, call, record);
  return out;
}

Maybe<void> all_handed_in(const Service::Room& room, const std::vector<std::string>& hashes) {
  for (const auto& hash : hashes)
    if (!find(room, "evidence", hash)) return refuse(422, "this evidence was not handed in", hash);
  return {};
}

// Those that wait for this person, among the newest kMaxPage.
Reply my_cases(const Service::Room& room, const Call& call, ledger::Query asked) {
  auto limit = asked.limit, offset = std::exchange(asked.offset, 0);
  asked.limit = ledger::kMaxPage;
  auto cases = query(room, asked);
  if (!cases) return tl::unexpected(cases.error());
  std::erase_if(
      *cases, [&](const auto& record) { return !room.seams.cases.waits_for(record, call.actor); });
  Json out{{"total", cases->size()}, {"items", Json::array()}};
  for (size_t i = offset; i < std::min(cases->size(), offset + limit); ++i)
    out["items"].push_back(case_json(room, (*cases)[i]));
  return json_response(out);
}

}  // namespace

Reply get_cases(Service::Room& room, const Call& call) {
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  auto limit = limit_param(call, 50);
  if (!limit) return tl::unexpected(limit.error());
  auto offset = integer_param(call, "offset", 0, 0, 1'000'000);
  if (!offset) return tl::unexpected(offset.error());
  if (auto state = param(call, "state")) where->push_back({"state", ledger::Op::equal, *state, {}});
  ledger::Query asked{.kind = std::string(casework::kCaseKind),
                      .where = std::move(*where),
                      .order_by = "opened_at",
                      .descending = true,
                      .limit = *limit,
                      .offset = static_cast<size_t>(*offset)};
  if (param(call, "mine")) return my_cases(room, call, std::move(asked));
  auto total = lift(room.seams.records.count(asked));
  if (!total) return tl::unexpected(total.error());
  auto cases = query(room, asked);
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

Reply post_case_action(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, casework::kCaseKind, call.id());
  if (!record) return tl::unexpected(record.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto verb = body->text("verb");
  auto text = body->optional_text("text", casework::kLongestText);
  auto hashes = body->texts("evidence", casework::kMostEvidence);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto there = all_handed_in(room, hashes); !there) return tl::unexpected(there.error());
  Doing doing{call.actor, call.now, text.empty() ? verb : text};
  return lift(room.seams.desk.act({record->id, verb, text, hashes}, doing))
      .and_then([&] { return find(room, casework::kCaseKind, record->id); })
      .and_then([&](const ledger::Record& now) { return whole_case(room, call, now); })
      .map([](const Json& answer) { return json_response(answer); });
}

}  // namespace qs::service
