#include <spdlog/spdlog.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/password.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

std::string cookie(std::string_view token, std::chrono::seconds age, bool secure) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", kCookie, token,
                     age.count(), secure ? "; Secure" : "");
}

Json session_json(const access::Actor& actor, std::string_view token) {
  return {{"user", actor.user},
          {"name", actor.name},
          {"roles", actor.roles},
          {"area", actor.area},
          {"csrf", Sessions::csrf(token)}};
}

Reply too_many(std::chrono::seconds wait) {
  auto out = fault_response(429, "too many tries, wait", "password");
  out.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return out;
}

// The user, when name and password are right and the account is in use.
Maybe<access::Actor> checked(const Service::Room& room, const std::string& user,
                             const std::string& password) {
  auto record = lift(room.seams.records.get("user", user));
  if (!record) return tl::unexpected(record.error());
  bool usable = *record && !(*record)->flag("disabled");
  auto same = password_matches(password, usable ? (*record)->text("password_hash") : "");
  if (!same) return refuse(503, "many people are logging in, try again in a moment");
  if (!*same) return refuse(401, "user or password is wrong");
  return actor_of(**record);
}

}  // namespace

Reply post_session(Service::Room& room, const Call& call) {
  // A form of another site cannot send this type, so nobody is logged in behind their back.
  if (!call.request.header("content-type").starts_with("application/json"))
    return refuse(415, "send application/json", "content-type");
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto user = body->text("user"), password = body->text("password", kMaxPassword);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto wait = room.guard.refuse(user, call.request.peer, call.now)) return too_many(*wait);
  auto actor = checked(room, user, password);
  spdlog::info("login user=\"{}\" peer={} status={}", user, call.request.peer,
               actor ? 200 : actor.error().status);
  if (!actor) return tl::unexpected(actor.error());
  room.guard.succeeded(user, call.request.peer);
  auto token = lift(room.sessions.open(actor->user, call.now));
  if (!token) return tl::unexpected(token.error());
  auto out = json_response(session_json(*actor, *token));
  out.headers.emplace_back("Set-Cookie", cookie(*token, kSessionLife, call.request.secure));
  return out;
}

Reply get_session(Service::Room&, const Call& call) {
  return json_response(session_json(call.actor, call.request.cookie(kCookie)));
}

Reply delete_session(Service::Room& room, const Call& call) {
  room.sessions.close(call.request.cookie(kCookie));
  Response out;
  out.status = 204;
  out.headers.emplace_back("Set-Cookie", cookie("", std::chrono::seconds{0}, call.request.secure));
  return out;
}

Reply get_users(Service::Room& room, const Call&) {
  auto users = query(room, {.kind = "user", .where = {}, .limit = ledger::kMaxPage});
  if (!users) return tl::unexpected(users.error());
  auto out = Json::array();
  for (const auto& record : *users) {
    if (record.flag("disabled")) continue;
    auto user = actor_of(record);
    out.push_back(
        {{"id", user.user}, {"name", user.name}, {"roles", user.roles}, {"area", user.area}});
  }
  return json_response(out);
}

}  // namespace qs::service
