#include "edge/service/tokens.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/base64.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::string_view kPrefix = "qs_";  // tells people and scanners of leaked keys what it is
constexpr size_t kTokenBytes = 32;

std::string new_token() {
  std::string random(kTokenBytes, '\0');
  randombytes_buf(random.data(), random.size());
  return std::string(kPrefix) + base64url(random);
}

// 256 random bits need no slow hash.
Maybe<std::optional<ledger::Record>> record_of(const Service::Room& room, std::string_view token) {
  return query(room, {.kind = std::string(kTokenKind),
                      .where = {{"hash", ledger::Op::equal, sha256_hex(token), {}}},
                      .limit = 1})
      .map([](std::vector<ledger::Record> found) {
        return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
      });
}

Json token_json(const ledger::Record& record) {
  return {{"id", record.id},
          {"user", record.text("user")},
          {"name", record.text("name")},
          {"verbs", record.words("verbs")},
          {"kinds", record.words("kinds")},
          {"area", record.text("area")},
          {"created_at", ms_or_null(record.instant("created_at"))},
          {"expires_at", ms_or_null(record.instant("expires_at"))},
          {"used_at", ms_or_null(record.instant("used_at"))},
          {"revoked", record.flag("revoked")}};
}

Maybe<std::vector<ledger::Record>> tokens_of(const Service::Room& room, const std::string& user) {
  return query(room, {.kind = std::string(kTokenKind),
                      .where = {{"user", ledger::Op::equal, user, {}}},
                      .order_by = "id",
                      .limit = ledger::kMaxPage});
}

// Its area is its owner's or, for somebody of the whole district, any street.
void check_area(const Service::Room& room, const Call& call, const std::string& area, Body& body) {
  if (area.empty()) return;
  if (!call.actor.firm.empty())
    body.fault("the token of a firm's account is bound to the firm already", "area");
  if (!room.seams.district.street(area) || (!call.actor.area.empty() && call.actor.area != area))
    body.fault("not a street of yours", "area");
}

}  // namespace

std::string_view bearer_of(const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  auto text = request.header("authorization");
  if (!text.starts_with(kScheme)) return {};
  text.remove_prefix(kScheme.size());
  return text.starts_with(kPrefix) ? text : std::string_view{};
}

Maybe<std::optional<Person>> person_of_token(const Service::Room& room, std::string_view token) {
  auto found = record_of(room, token);
  if (!found) return tl::unexpected(found.error());
  if (!*found || (*found)->flag("revoked")) return std::nullopt;
  auto expires = (*found)->instant("expires_at");
  if (!expires || *expires <= room.seams.now()) return std::nullopt;
  auto user = lift(room.seams.records.get(kUserKind, (*found)->text("user")));
  if (!user) return tl::unexpected(user.error());
  if (!*user || (*user)->flag("disabled")) return std::nullopt;
  auto actor = actor_of(**user);
  auto area = (*found)->text("area");
  if (!area.empty() && !actor.area.empty() && actor.area != area) return std::nullopt;
  actor.scope = access::Scope{(*found)->words("verbs"), (*found)->words("kinds"), !area.empty()};
  if (!area.empty()) actor.area = area;
  return Person{std::move(actor), owed(room, **user, Way::password)};
}

void note_use(Service::Room& room, std::string_view token) {
  auto found = record_of(room, token);
  if (!found || !*found) return;
  auto now = room.seams.now();
  auto used = (*found)->instant("used_at");
  if (used && now - *used < kUseNoted) return;
  auto fields = (*found)->fields;
  fields["used_at"] = to_ms(now);
  auto done = room.seams.desk.write({{.kind = std::string(kTokenKind),
                                      .id = (*found)->id,
                                      .fields = std::move(fields),
                                      .expected_revision = (*found)->revision}},
                                    {{.user = (*found)->text("user")}, now, "token used"});
  if (!done && done.error().reason != Reason::conflict)  // another request noted it
    spdlog::error("token id={} fault=\"{}\"", (*found)->id, done.error().error.message());
}

Reply get_tokens(Service::Room& room, const Call& call) {
  auto user = param(call, "user").value_or(call.actor.user);
  if (user != call.actor.user && !room.seams.rights.may(call.actor, kUserWrite))
    return refuse(403, "only your own tokens", "user");
  return tokens_of(room, user).map([](const std::vector<ledger::Record>& tokens) {
    auto out = Json::array();
    for (const auto& token : tokens) out.push_back(token_json(token));
    return json_response(out);
  });
}

Reply post_token(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto name = body->text("name");
  auto verbs = body->texts("verbs", kMaxScopeWords), kinds = body->texts("kinds", kMaxScopeWords);
  auto area = body->optional_text("area");
  auto expires = body->instant("expires_at");
  if (verbs.empty()) body->fault("name at least one", "verbs");
  for (const auto& kind : kinds)
    if (!room.seams.records.kind(kind)) body->fault("there is no such kind of record", "kinds");
  check_area(room, call, area, *body);
  if (expires <= call.now || expires > call.now + kLongestToken)
    body->fault(fmt::format("within {} days from now", kLongestToken.count()), "expires_at");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto known = tokens_of(room, call.actor.user);
  if (!known) return tl::unexpected(known.error());
  auto in_use = std::count_if(known->begin(), known->end(), [&](const auto& token) {
    return !token.flag("revoked") && token.instant("expires_at") > call.now;
  });
  if (static_cast<size_t>(in_use) >= kMaxTokensOfUser)
    return refuse(409, fmt::format("at most {} tokens at once", kMaxTokensOfUser), "name");
  auto token = new_token();
  auto hash = sha256_hex(token);
  auto id = hash.substr(0, 12);
  ledger::Write write{.kind = std::string(kTokenKind),
                      .id = id,
                      .fields = {{"user", call.actor.user},
                                 {"name", name},
                                 {"hash", hash},
                                 {"verbs", Json(verbs).dump()},
                                 {"kinds", Json(kinds).dump()},
                                 {"area", ledger::kept(area)},
                                 {"created_at", to_ms(call.now)},
                                 {"expires_at", to_ms(expires)}},
                      .expected_revision = 0};
  auto done =
      lift(room.seams.desk.write({std::move(write)}, {call.actor, call.now, "made a token"}));
  if (!done) return tl::unexpected(done.error());
  return find(room, kTokenKind, id).map([&](const ledger::Record& record) {
    auto out = token_json(record);
    out["token"] = token;
    return json_response(out, 201);
  });
}

Reply post_token_revoke(Service::Room& room, const Call& call) {
  auto record = find(room, kTokenKind, call.id());
  if (!record) return tl::unexpected(record.error());
  if (record->text("user") != call.actor.user && !room.seams.rights.may(call.actor, kUserWrite))
    return refuse(404, "there is no such api_token", call.id());
  auto fields = record->fields;
  fields["revoked"] = true;
  auto done = lift(room.seams.desk.write({{.kind = std::string(kTokenKind),
                                           .id = record->id,
                                           .fields = std::move(fields),
                                           .expected_revision = record->revision}},
                                         {call.actor, call.now, "revoked a token"}));
  if (!done) return tl::unexpected(done.error());
  return find(room, kTokenKind, call.id()).map([](const ledger::Record& now) {
    return json_response(token_json(now));
  });
}

}  // namespace qs::service
