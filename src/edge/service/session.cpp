#include "edge/service/session.h"

#include <spdlog/spdlog.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/password.h"
#include "edge/service/person.h"
#include "edge/service/room.h"
#include "edge/service/seal.h"
#include "edge/service/totp.h"

namespace qs::service {
namespace {

constexpr std::string_view kCodePlace = "code";

std::string cookie(std::string_view token, std::chrono::seconds age, bool secure) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", kCookie, token,
                     age.count(), secure ? "; Secure" : "");
}

Json session_json(const Service::Room& room, const ledger::Record& user, std::string_view token) {
  auto actor = actor_of(user);
  auto way = room.sessions.way(token);
  return {{"user", actor.user},
          {"name", actor.name},
          {"roles", actor.roles},
          {"area", actor.area},
          {"unit", user.text("unit")},
          {"firm", actor.firm},
          {"owes", owed(room, user, way)},
          {"totp", has_totp(user)},
          {"way", name(way.value_or(Way::password))},
          {"csrf", Sessions::csrf(token)}};
}

// One try to log in with a password, and the second factor where there is one.
struct Try {
  std::string user, password, code;
  const Request& request;
  Instant now;
};

LoginEvent event_of(const Try& one, std::string outcome, bool known, Way way = Way::password) {
  return {known ? one.user : std::string(), std::move(outcome), way, one.request.peer,
          std::string(one.request.header("user-agent"))};
}

// Written down, and the account locked when the tries are used up: a restart does not give new
// ones.
Maybe<void> note_wrong(Service::Room& room, const Try& one, const ledger::Record* user,
                       const char* outcome, Way way = Way::password) {
  std::vector<ledger::Write> lock;
  bool locks = user && room.guard.exhausted(one.user);
  if (locks) lock.push_back(user_write(*user, {{"locked_until", to_ms(one.now + kTryWindow)}}));
  return lift(room.logins.note(event_of(one, locks ? "locked" : outcome, user != nullptr, way),
                               one.now, std::move(lock)));
}

Maybe<ledger::Record> wrong_password(Service::Room& room, const Try& one,
                                     const ledger::Record* user) {
  if (auto noted = note_wrong(room, one, user, "wrong"); !noted)
    spdlog::error("login note fault=\"{}\"", noted.error().error.message());
  return refuse(401, "user or password is wrong");
}

// The password was right. A code that is still to come costs no try; a wrong one does.
Maybe<ledger::Record> second_step(Service::Room& room, const Try& one, ledger::Record user) {
  if (one.code.empty()) {
    room.guard.take_back(one.user, one.request.peer);
    return refuse(401, "the code of the second factor is needed", std::string(kCodePlace));
  }
  auto secret = room.seams.seal.open(user.text("totp_secret"));
  if (!secret) {
    spdlog::error("second factor user=\"{}\" fault=\"{}\"", user.id, secret.error().message());
    return refuse(503, "the second factor cannot be read; ask an administrator to reset it");
  }
  auto step = totp_step(*secret, one.code, one.now, user.integer("totp_step"));
  if (!step) {
    if (auto noted = note_wrong(room, one, &user, "wrong_code", Way::totp); !noted)
      spdlog::error("login note fault=\"{}\"", noted.error().error.message());
    return refuse(401, "the code is wrong or was used already", std::string(kCodePlace));
  }
  return lift(room.logins.note(event_of(one, "success", true, Way::totp), one.now,
                               {user_write(user, {{"totp_step", *step}})}))
      .map([&] { return std::move(user); });
}

// The user, when all is right and the account is in use.
Maybe<ledger::Record> checked(Service::Room& room, const Try& one) {
  auto record = lift(room.seams.records.get(kUserKind, one.user));
  if (!record) return tl::unexpected(record.error());
  auto user = *record ? &**record : nullptr;
  bool usable = user && !user->flag("disabled");
  auto same = password_matches(one.password, usable ? user->text("password_hash") : "");
  if (!same) return refuse(503, "many people are logging in, try again in a moment");
  if (!*same) return wrong_password(room, one, user);
  if (has_totp(*user)) return second_step(room, one, std::move(*user));
  return lift(room.logins.note(event_of(one, "success", true), one.now)).map([&] {
    return std::move(*user);
  });
}

std::optional<std::chrono::seconds> locked_for(const Service::Room& room, const Try& one) {
  auto user = room.seams.records.get(kUserKind, one.user);
  auto until = user && *user ? (*user)->instant("locked_until") : std::nullopt;
  if (!until || *until <= one.now) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(*until - one.now);
}

}  // namespace

Reply opened_session(Service::Room& room, const Call& call, const ledger::Record& user, Way way,
                     Response answer) {
  auto token = lift(room.sessions.open(
      user.id, call.now, {way, call.request.peer, std::string(call.request.header("user-agent"))}));
  if (!token) return tl::unexpected(token.error());
  if (answer.status == 200) {
    auto headers = std::move(answer.headers);
    answer = json_response(session_json(room, user, *token));
    std::move(headers.begin(), headers.end(), std::back_inserter(answer.headers));
  }
  answer.headers.emplace_back("Set-Cookie", cookie(*token, kSessionLife, call.request.secure));
  return answer;
}

Reply post_session(Service::Room& room, const Call& call) {
  // A form of another site cannot send this type, so nobody is logged in behind their back.
  if (!call.request.header("content-type").starts_with("application/json"))
    return refuse(415, "send application/json", "content-type");
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  Try one{body->text("user"), body->text("password", kMaxPassword), body->optional_text("code", 16),
          call.request, call.now};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (auto wait = room.guard.refuse(one.user, call.request.peer, call.now))
    return too_many(*wait, "password");
  if (auto wait = locked_for(room, one)) return too_many(*wait, "password");
  auto user = checked(room, one);
  spdlog::info("login user=\"{}\" peer={} status={}", one.user, call.request.peer,
               user ? 200 : user.error().status);
  if (!user) return tl::unexpected(user.error());
  room.guard.succeeded(one.user, call.request.peer);
  return opened_session(room, call, *user, has_totp(*user) ? Way::totp : Way::password);
}

Reply get_session(Service::Room& room, const Call& call) {
  return find(room, kUserKind, call.actor.user).map([&](const ledger::Record& user) {
    return json_response(session_json(room, user, call.request.cookie(kCookie)));
  });
}

Reply delete_session(Service::Room& room, const Call& call) {
  room.sessions.close(call.request.cookie(kCookie));
  Response out;
  out.status = 204;
  out.headers.emplace_back("Set-Cookie", cookie("", std::chrono::seconds{0}, call.request.secure));
  return out;
}

Reply get_sessions(Service::Room& room, const Call& call) {
  auto user = param(call, "user").value_or(call.actor.user);
  if (user != call.actor.user && !room.seams.rights.may(call.actor, kUserWrite))
    return refuse(403, "only your own sessions", "user");
  auto mine = Sessions::id(call.request.cookie(kCookie));
  auto out = Json::array();
  for (const auto& s : room.sessions.list(user, call.now))
    out.push_back({{"id", s.id},
                   {"opened_at", to_ms(s.opened)},
                   {"seen_at", to_ms(s.seen)},
                   {"way", name(s.origin.way)},
                   {"peer", s.origin.peer},
                   {"agent", s.origin.agent},
                   {"current", s.id == mine}});
  return json_response(out);
}

Reply post_session_close(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto user = body->optional_text("user");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (user.empty()) user = call.actor.user;
  if (user != call.actor.user && !room.seams.rights.may(call.actor, kUserWrite))
    return refuse(403, "only your own sessions", "user");
  if (!room.sessions.close_listed(user, call.id()))
    return refuse(404, "there is no such session", call.id());
  spdlog::info("session closed user=\"{}\" by=\"{}\"", user, call.actor.user);
  Response out;
  out.status = 204;
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
