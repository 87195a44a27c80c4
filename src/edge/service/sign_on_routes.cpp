#include <spdlog/spdlog.h>

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/person.h"
#include "edge/service/room.h"
#include "edge/service/session.h"

namespace qs::service {
namespace {

constexpr std::string_view kStateCookie = "qingshan_sign_on";

Response redirect(std::string to) {
  Response out;
  out.status = 302;
  out.headers.emplace_back("Location", std::move(to));
  return out;
}

// Lax, not strict: the issuer's page sends the browser back here.
void set_state(Response& response, std::string_view state, std::chrono::seconds age, bool secure) {
  response.headers.emplace_back(
      "Set-Cookie", fmt::format("{}={}; Path=/api/v1/sign-on; HttpOnly; SameSite=Lax; Max-Age={}{}",
                                kStateCookie, state, age.count(), secure ? "; Secure" : ""));
}

// The log-in page says what happened in the reader's language.
Response failed(const Call& call, std::string_view fault) {
  auto out = redirect(fmt::format("/login?fault={}", fault));
  set_state(out, "", std::chrono::seconds{0}, call.request.secure);
  return out;
}

// A page of ours, never another server's.
std::string own_page(const std::string& to) {
  bool own = to.starts_with('/') && !to.starts_with("//") && to.find('\\') == to.npos &&
             std::all_of(to.begin(), to.end(), [](unsigned char c) { return c > ' ' && c < 127; });
  return own ? to : "/";
}

// Made at the first log-in, where the issuer's declaration says as what.
Maybe<ledger::Record> new_person(Service::Room& room, const Call& call, const Identity& identity) {
  const auto& issuer = *room.sign_on.issuer();
  auto id = "sso-" + sha256_hex(issuer.issuer + "\n" + identity.subject).substr(0, 12);
  ledger::Write write{.kind = std::string(kUserKind),
                      .id = id,
                      .fields = {{"name", identity.name.empty() ? identity.subject : identity.name},
                                 {"roles", Json::array({issuer.new_role}).dump()},
                                 {"subject", identity.subject},
                                 {"created_at", to_ms(call.now)}},
                      .expected_revision = 0};
  return lift(room.seams.desk.write({std::move(write)},
                                    {{.user = id}, call.now, "first single sign-on"}))
      .and_then([&] { return find(room, kUserKind, id); });
}

Maybe<std::optional<ledger::Record>> person_of(Service::Room& room, const Call& call,
                                               const Identity& identity) {
  auto found = query(room, {.kind = std::string(kUserKind),
                            .where = {{"subject", ledger::Op::equal, identity.subject, {}}},
                            .limit = 1});
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) {
    if (room.sign_on.issuer()->new_role.empty()) return std::nullopt;
    return new_person(room, call, identity).map([](ledger::Record made) {
      return std::optional(std::move(made));
    });
  }
  if (found->front().flag("disabled")) return std::nullopt;
  return std::optional(std::move(found->front()));
}

Maybe<void> note(Service::Room& room, const Call& call, std::string user, std::string outcome) {
  return lift(room.logins.note({std::move(user), std::move(outcome), Way::oidc, call.request.peer,
                                std::string(call.request.header("user-agent"))},
                               call.now));
}

}  // namespace

Reply get_log_in_ways(Service::Room& room, const Call&) {
  auto issuer = room.sign_on.issuer();
  return json_response(
      {{"sign_on",
        issuer ? Json{{"name_zh", issuer->name_zh}, {"name_en", issuer->name_en}} : Json()}});
}

Reply get_sign_on_start(Service::Room& room, const Call& call) {
  if (!room.sign_on.issuer()) return refuse(404, "no single sign-on is declared");
  auto begun = room.sign_on.begin(own_page(param(call, "to").value_or("/")), call.now);
  if (!begun) return failed(call, name(begun.error()));
  auto out = redirect(begun->url);
  set_state(out, begun->state, kSignOnTime, call.request.secure);
  return out;
}

Reply get_sign_on_callback(Service::Room& room, const Call& call) {
  if (!room.sign_on.issuer()) return refuse(404, "no single sign-on is declared");
  auto done =
      room.sign_on.finish(param(call, "state").value_or(""), call.request.cookie(kStateCookie),
                          param(call, "code").value_or(""), call.now);
  if (!done) {
    if (done.error() == SignOnFault::refused)
      if (auto noted = note(room, call, "", "refused"); !noted)
        return tl::unexpected(noted.error());
    return failed(call, name(done.error()));
  }
  auto user = person_of(room, call, done->identity);
  if (!user) return tl::unexpected(user.error());
  spdlog::info("sign-on user=\"{}\" peer={}", *user ? (*user)->id : "", call.request.peer);
  auto noted = note(room, call, *user ? (*user)->id : "", *user ? "success" : "refused");
  if (!noted) return tl::unexpected(noted.error());
  if (!*user) return failed(call, "unknown");
  auto out = redirect(done->to);
  set_state(out, "", std::chrono::seconds{0}, call.request.secure);
  return opened_session(room, call, **user, Way::oidc, std::move(out));
}

}  // namespace qs::service
