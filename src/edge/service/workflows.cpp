// The workflows that cases go by, as the pages draw them.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/casework/workflow.h"

namespace qs::service {
namespace {

Json role_json(const Service::Room& room, const std::string& id) {
  for (const auto& role : room.seams.roles)
    if (role.id == id) return {{"id", id}, {"name_zh", role.name_zh}, {"name_en", role.name_en}};
  return {{"id", id}, {"name_zh", id}, {"name_en", id}};
}

Json roles_json(const Service::Room& room, std::span<const std::string> ids) {
  auto out = Json::array();
  for (const auto& id : ids) out.push_back(role_json(room, id));
  return out;
}

// With where it leads and who may, for the picture.
Json drawn_action(const Service::Room& room, const casework::Action& a) {
  auto out = action_json(a);
  out["to"] = a.to;
  out["role"] = a.role.empty() ? Json() : role_json(room, a.role);
  out["returns"] = a.returns;
  return out;
}

Json step_json(const Service::Room& room, const casework::Step& s) {
  Json out{{"id", s.id},
           {"name_zh", s.name_zh},
           {"name_en", s.name_en},
           {"roles", roles_json(room, s.roles)},
           {"own_area", s.own_area},
           {"own_unit", s.own_unit},
           {"on_duty", s.on_duty},
           {"limit", casework::text_of(s.limit)},
           {"remind", Json::array()},
           {"escalate", Json::array()},
           {"actions", Json::array()}};
  for (auto before : s.remind) out["remind"].push_back(before.count());
  for (const auto& level : s.escalate)
    out["escalate"].push_back(
        {{"after", level.after.count()}, {"role", role_json(room, level.role)}});
  for (const auto& action : s.actions) out["actions"].push_back(drawn_action(room, action));
  return out;
}

Json workflow_json(const Service::Room& room, const casework::Workflow& w) {
  auto now = room.seams.workflows.find(w.id, {});
  Json out{{"id", w.id},
           {"version", w.version},
           {"in_force", now && now->version == w.version},
           {"name_zh", w.name_zh},
           {"name_en", w.name_en},
           {"limit", casework::text_of(w.limit)},
           {"proof", casework::words_of(w.proof)},
           {"rejoin", w.rejoin.count()},
           {"calm", w.calm.count()},
           {"by_hand", roles_json(room, w.by_hand)},
           {"opens", nullptr},
           {"look_back", nullptr},
           {"steps", Json::array()}};
  if (w.opener) out["opens"] = {{"kind", w.opener->kind}, {"states", w.opener->states}};
  if (w.look_back)
    out["look_back"] = {{"after", casework::text_of(w.look_back->after)},
                        {"step", w.look_back->step}};
  for (const auto& step : w.steps) out["steps"].push_back(step_json(room, step));
  return out;
}

}  // namespace

Reply get_workflows(Service::Room& room, const Call& call) {
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  where->push_back({"state", ledger::Op::equal, std::string("open"), {}});
  auto groups = lift(room.seams.records.group(
      {.kind = std::string(casework::kCaseKind), .where = std::move(*where)},
      std::vector<std::string>{"workflow"}, {}));
  if (!groups) return tl::unexpected(groups.error());
  auto out = Json::array();
  for (auto flow : room.seams.workflows.in_force()) {
    auto& brief = out.emplace_back(workflow_brief(*flow));
    brief["open"] = 0;
    for (const auto& group : *groups)
      if (ledger::text_of(group.by[0]) == flow->id) brief["open"] = group.count;
  }
  return json_response(out);
}

Reply get_workflow(Service::Room& room, const Call& call) {
  auto flow = room.seams.workflows.find(call.id(), param(call, "version").value_or(""));
  if (!flow) return refuse(404, "no such workflow", call.id());
  return json_response(workflow_json(room, *flow));
}

}  // namespace qs::service
