#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr size_t kMostWords = 16;
constexpr int64_t kLastPort = 65'535;

Json forward_json(const Forward& f) {
  auto sites = Json::parse(f.plan.sites, nullptr, false);
  return {{"id", f.plan.id},
          {"name_zh", f.plan.name_zh},
          {"name_en", f.plan.name_en},
          {"host", f.plan.host},
          {"port", f.plan.port},
          {"dialect", f.plan.dialect},
          {"media", f.plan.media},
          {"cadences", f.plan.cadences},
          {"sites", sites.is_object() ? sites : Json::object()},
          {"paused", f.plan.paused},
          {"history", f.plan.history},
          {"has_password", f.has_password},
          {"encrypted", f.encrypted},
          {"connected", f.connected},
          {"queued", f.queued},
          {"behind", f.behind},
          {"sent", f.sent},
          {"resent", f.resent},
          {"acked", f.acked},
          {"acked_values", f.acked_values},
          {"refused", f.refused},
          {"set_aside", f.set_aside},
          {"last_error", f.last_error},
          {"oldest", ms_or_null(f.oldest)},
          {"delivered_qn", f.delivered_qn},
          {"delivered_at", ms_or_null(f.delivered_at)}};
}

bool is_id(std::string_view id) {
  return id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos;
}

ForwardPlan plan_of(Body& body) {
  ForwardPlan plan{.id = body.text("id", 40),
                   .name_zh = body.text("name_zh"),
                   .name_en = body.optional_text("name_en"),
                   .host = body.text("host"),
                   .port = static_cast<uint16_t>(body.integer("port", 1, kLastPort)),
                   .dialect = body.text("dialect", 4),
                   .media = body.texts("media", kMostWords),
                   .cadences = body.texts("cadences", kMostWords),
                   .sites = body.object("sites"),
                   .paused = body.flag("paused"),
                   .history = body.flag("history"),
                   .password = {},
                   .sm4_key = {}};
  if (!is_id(plan.id)) body.fault("only a-z, 0-9 and -", "id");
  if (body.has("password")) plan.password = body.optional_text("password", 32);
  if (body.has("sm4_key")) plan.sm4_key = body.optional_text("sm4_key", 32);
  return plan;
}

}  // namespace

Reply get_forwards(Service::Room& room, const Call&) {
  auto out = Json::array();
  for (const auto& f : room.seams.health.forwards()) out.push_back(forward_json(f));
  return json_response(out);
}

Reply post_forward(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto plan = plan_of(*body);
  Doing doing{call.actor, call.now, body->text("reason", kLongestReason)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto done = lift(room.seams.desk.forward(plan, doing)); !done)
    return tl::unexpected(done.error());
  for (const auto& f : room.seams.health.forwards())
    if (f.plan.id == plan.id) return json_response(forward_json(f));
  return refuse(500, "the platform was declared and does not run", plan.id);
}

}  // namespace qs::service
