// 人员: those who may log in, made and changed by an administrator.
#include <fmt/ranges.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/person.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/casework/outbox.h"

namespace qs::service {
namespace {

constexpr size_t kMaxRoles = 10, kLongestId = 40;
// As serve's --webhook and notices.toml name them.
constexpr std::array<std::string_view, 5> kChannels{"plain", "wecom", "dingtalk", "sms", "email"};

Json person_json(const ledger::Record& user, Instant now) {
  auto actor = actor_of(user);
  auto locked = user.instant("locked_until");
  return {{"id", user.id},
          {"name", actor.name},
          {"roles", actor.roles},
          {"area", actor.area},
          {"unit", user.text("unit")},
          {"firm", actor.firm},
          {"phone", user.text("phone")},
          {"channels", user.words("channels")},
          {"email", user.text("email")},
          {"quiet", user.text("quiet")},
          {"subject", user.text("subject")},
          {"disabled", user.flag("disabled")},
          {"must_change", user.flag("must_change")},
          {"totp", has_totp(user)},
          {"locked_until", ms_or_null(locked && *locked > now ? locked : std::nullopt)},
          {"password_changed_at", ms_or_null(user.instant("password_changed_at"))},
          {"created_at", ms_or_null(user.instant("created_at"))},
          {"revision", user.revision}};
}

bool is_user_id(std::string_view id) {
  const auto& program = ledger::kProgramWriters;
  if (std::find(program.begin(), program.end(), id) != program.end()) return false;
  return !id.empty() && id.size() <= kLongestId && id.front() != '-' && id.front() != '.' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == id.npos;
}

// What an administrator says of somebody; fields that are not named stay.
Maybe<ledger::Fields> fields_of(const Service::Room& room, Body& body) {
  ledger::Fields fields;
  for (std::string name : {"name", "area", "unit", "firm", "phone", "subject"})
    if (body.has(name)) fields[name] = ledger::kept(body.optional_text(name));
  if (body.has("roles")) {
    auto roles = body.texts("roles", kMaxRoles);
    for (const auto& role : roles)
      if (std::none_of(room.seams.roles.begin(), room.seams.roles.end(),
                       [&](const auto& known) { return known.id == role; }))
        body.fault(fmt::format("no pack declares the role '{}'", role), "roles");
    if (roles.empty()) body.fault("at least one role", "roles");
    fields["roles"] = Json(roles).dump();
  }
  if (body.has("channels")) {
    auto channels = body.texts("channels", kChannels.size());
    for (const auto& channel : channels)
      if (std::ranges::find(kChannels, channel) == kChannels.end())
        body.fault(fmt::format("'{}' is not one of {}", channel, fmt::join(kChannels, ", ")),
                   "channels");
    fields["channels"] = Json(channels).dump();
  }
  if (body.has("email")) {
    auto email = body.optional_text("email");
    if (!email.empty() && email.find('@') == std::string::npos)
      body.fault("is no e-mail address", "email");
    fields["email"] = ledger::kept(email);
  }
  if (body.has("quiet")) {
    auto quiet = body.optional_text("quiet");
    auto hours = casework::parse_quiet_hours(quiet.empty() ? "none" : quiet);
    if (!hours) body.fault(hours.error().text, "quiet");
    fields["quiet"] = ledger::kept(quiet);
  }
  if (body.has("disabled")) fields["disabled"] = body.flag("disabled");
  if (auto area = body.optional_text("area"); !area.empty() && !room.seams.district.street(area))
    body.fault("there is no such street", "area");
  if (auto whole = body.whole(); !whole) return tl::unexpected(whole.error());
  return fields;
}

// Somebody who may change people stays: nobody takes that right from themselves.
Maybe<void> keeps_own_right(const Service::Room& room, const Call& call, const ledger::Record& user,
                            const ledger::Fields& changes) {
  if (user.id != call.actor.user) return {};
  auto after = user;
  for (const auto& [name, value] : changes) after.fields[name] = value;
  if (!after.flag("disabled") && room.seams.rights.may(actor_of(after), kUserWrite)) return {};
  return refuse(422, "you cannot take your own right to change people", "roles");
}

// A fresh password that only this answer holds, and nothing open that was opened with the old one.
Reply with_password(Service::Room& room, const Call& call, const ledger::Record& user,
                    ledger::Fields changes, std::string why, int status) {
  auto password = random_password();
  auto fields = new_password(password, true, call.now);
  if (!fields) return tl::unexpected(fields.error());
  fields->merge(changes);
  return change_user(room, call, user, std::move(*fields), std::move(why)).and_then([&] {
    room.sessions.close_all(user.id);
    room.guard.forgive(user.id);
    return find(room, kUserKind, user.id).map([&](const ledger::Record& now) {
      auto out = person_json(now, call.now);
      out["password"] = password;
      return json_response(out, status);
    });
  });
}

}  // namespace

Reply get_people(Service::Room& room, const Call& call) {
  auto users =
      query(room, {.kind = std::string(kUserKind), .where = {}, .limit = ledger::kMaxPage});
  if (!users) return tl::unexpected(users.error());
  auto out = Json::array();
  for (const auto& user : *users) out.push_back(person_json(user, call.now));
  return json_response(out);
}

Reply post_person(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto id = body->text("id"), why = body->text("why", kLongestReason);
  if (!is_user_id(id)) body->fault("a-z, 0-9 and - . _, at most 40", "id");
  if (!body->has("roles")) body->fault("is missing", "roles");
  body->text("name");
  auto fields = fields_of(room, *body);
  if (!fields) return tl::unexpected(fields.error());
  auto known = lift(room.seams.records.get(kUserKind, id));
  if (!known) return tl::unexpected(known.error());
  if (*known) return refuse(409, "there is a user of this name", "id");
  (*fields)["created_at"] = to_ms(call.now);
  ledger::Record fresh{.kind = std::string(kUserKind), .id = id, .revision = 0, .fields = {}};
  return with_password(room, call, fresh, std::move(*fields), why, 201);
}

Reply put_person(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto why = body->text("why", kLongestReason);
  auto revision = body->integer("revision", 1, INT64_MAX);
  auto fields = fields_of(room, *body);
  if (!fields) return tl::unexpected(fields.error());
  auto user = find(room, kUserKind, call.id());
  if (!user) return tl::unexpected(user.error());
  if (user->revision != static_cast<uint64_t>(revision))
    return refuse(409, "somebody changed this user meanwhile", "revision");
  if (auto kept = keeps_own_right(room, call, *user, *fields); !kept)
    return tl::unexpected(kept.error());
  if (auto done = change_user(room, call, *user, *fields, why); !done)
    return tl::unexpected(done.error());
  return find(room, kUserKind, user->id).map([&](const ledger::Record& now) {
    if (now.flag("disabled")) room.sessions.close_all(now.id);
    return json_response(person_json(now, call.now));
  });
}

Reply post_person_password(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto why = body->text("why", kLongestReason);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return find(room, kUserKind, call.id()).and_then([&](const ledger::Record& user) {
    return with_password(room, call, user, {}, why, 200);
  });
}

Reply post_person_totp(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto why = body->text("why", kLongestReason);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto user = find(room, kUserKind, call.id());
  if (!user) return tl::unexpected(user.error());
  if (auto done =
          change_user(room, call, *user,
                      {{"totp_secret", std::monostate{}}, {"totp_step", std::monostate{}}}, why);
      !done)
    return tl::unexpected(done.error());
  room.sessions.close_all(user->id);
  return find(room, kUserKind, user->id).map([&](const ledger::Record& now) {
    return json_response(person_json(now, call.now));
  });
}

Reply get_roles(Service::Room& room, const Call&) {
  constexpr std::array<std::string_view, 3> kScopes{"everywhere", "own_area", "own_firm"};
  auto out = Json::array();
  for (const auto& role : room.seams.roles) {
    auto grants = Json::array();
    for (const auto& grant : role.grants)
      grants.push_back({{"verb", grant.verb},
                        {"kind", grant.kind},
                        {"scope", kScopes[static_cast<size_t>(grant.scope)]}});
    out.push_back({{"id", role.id},
                   {"name_zh", role.name_zh},
                   {"name_en", role.name_en},
                   {"second_factor", role.second_factor},
                   {"grants", grants}});
  }
  return json_response(out);
}

}  // namespace qs::service
