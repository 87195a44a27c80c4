// Cases opened and moved by people.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/casework/verbs.h"

namespace qs::service {
namespace {

constexpr size_t kLongestTitle = 300;

Maybe<void> all_handed_in(const Service::Room& room, const std::vector<std::string>& hashes) {
  for (const auto& hash : hashes)
    if (!find(room, "evidence", hash)) return refuse(422, "this evidence was not handed in", hash);
  return {};
}

std::vector<casework::Part> parts_of(Body& body) {
  std::vector<casework::Part> parts;
  auto list = body.value("parts");
  if (!list) return parts;
  auto text = [](const Json& part, const char* key) {
    auto found = part.find(key);
    return found != part.end() && found->is_string() ? found->get<std::string>() : std::string{};
  };
  for (const auto& part : list->is_array() ? *list : Json::array())
    if (part.is_object() && parts.size() <= casework::kMostParts)
      parts.push_back({text(part, "title"), text(part, "street"), text(part, "unit")});
  return parts;
}

// What was filled in, as fields of the kind that the case is about.
Maybe<ledger::Fields> form_of(const Service::Room& room, const ledger::Record& record, Body& body) {
  auto sent = body.value("form");
  if (!sent) return ledger::Fields{};
  auto subject = record.text("subject");
  auto kind = room.seams.records.kind(subject.substr(0, subject.find('/')));
  if (!kind) return refuse(422, "the case is about no record that could be filled in", "form");
  auto fields = sent_fields(*kind, *sent);
  if (!fields.faults.empty())
    return refuse(422, fields.faults.front().en, "form." + fields.faults.front().field);
  return std::move(fields.fields);
}

Maybe<CaseAct> act_of(const Service::Room& room, const Call& call, const ledger::Record& record) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto form = form_of(room, record, *body);
  if (!form) return tl::unexpected(form.error());
  CaseAct act{.case_id = record.id, .deed = {}, .evidence = {}, .into = {}};
  act.deed.verb = body->text("verb");
  act.deed.text = body->optional_text("text", casework::kLongestText);
  act.deed.form = std::move(*form);
  act.deed.street = body->optional_text("street");
  act.deed.unit = body->optional_text("unit");
  act.deed.user = body->optional_text("user");
  act.deed.units = body->texts("units", casework::kMostUnits);
  act.deed.parts = parts_of(*body);
  act.evidence = body->texts("evidence", casework::kMostEvidence);
  act.into = body->optional_text("into");
  if (call.once) act.deed.made_at = call.once->made_at;
  // What the page showed: another step means that somebody was faster.
  auto seen = body->optional_text("step");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (!seen.empty() && seen != record.text("step"))
    return refuse(409, "conflict: somebody moved this case on meanwhile", "step");
  if (auto there = all_handed_in(room, act.evidence); !there) return tl::unexpected(there.error());
  return act;
}

Reply answer_with(Service::Room& room, const Call& call, const std::string& id, int status) {
  return find(room, casework::kCaseKind, id)
      .and_then([&](const ledger::Record& now) { return whole_case(room, call, now); })
      .map([&](const Json& answer) { return json_response(answer, status); });
}

}  // namespace

Reply post_case_action(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, casework::kCaseKind, call.id());
  if (!record) return tl::unexpected(record.error());
  auto act = act_of(room, call, *record);
  if (!act) return tl::unexpected(act.error());
  auto doing = call.doing(act->deed.text.empty() ? act->deed.verb : act->deed.text);
  return lift(room.seams.desk.act(*act, doing)).and_then([&] {
    return answer_with(room, call, record->id, 200);
  });
}

Reply get_case_kinds(Service::Room& room, const Call& call) {
  auto out = Json::array();
  for (auto flow : room.seams.workflows.in_force())
    if (casework::may_open(*flow, call.actor)) out.push_back(workflow_brief(*flow));
  return json_response(out);
}

Reply post_case(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  casework::ByHand opening;
  opening.workflow = body->text("workflow");
  opening.title = body->text("title", kLongestTitle);
  opening.text = body->text("text", casework::kLongestText);
  opening.street = body->optional_text("street");
  opening.about.subject = body->optional_text("subject");
  opening.about.firm = body->optional_text("firm");
  opening.about.unit = body->optional_text("unit");
  if (body->has("due_at")) opening.due = body->instant("due_at");
  if (opening.due && *opening.due <= call.now) body->fault("is past", "due_at");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto fine = must(room, call, opening.street); !fine) return tl::unexpected(fine.error());
  return lift(room.seams.desk.open(opening, call.doing(opening.text)))
      .and_then([&](const std::string& id) { return answer_with(room, call, id, 201); });
}

}  // namespace qs::service
