#include "edge/service/person.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {

access::Actor actor_of(const ledger::Record& user) {
  return {.user = user.id,
          .name = user.text("name"),
          .roles = user.words("roles"),
          .area = user.text("area"),
          .firm = user.text("firm"),
          .scope = {},
          .unit = user.text("unit")};
}

bool has_totp(const ledger::Record& user) {
  return !user.text("totp_secret").empty();
}

std::string_view owed(const Service::Room& room, const ledger::Record& user,
                      std::optional<Way> way) {
  if (way == Way::oidc) return {};
  if (user.flag("must_change")) return kOwesPassword;
  auto actor = actor_of(user);
  for (const auto& role : room.seams.roles)
    if (role.second_factor && !has_totp(user) && access::has_role(actor.roles, role.id))
      return kOwesTotp;
  return {};
}

ledger::Write user_write(const ledger::Record& user, ledger::Fields changes) {
  auto fields = user.fields;
  for (auto& [name, value] : changes) fields[name] = std::move(value);
  return {.kind = std::string(kUserKind),
          .id = user.id,
          .fields = std::move(fields),
          .expected_revision = user.revision};
}

Maybe<void> change_user(Service::Room& room, const Call& call, const ledger::Record& user,
                        ledger::Fields changes, std::string why) {
  return lift(room.seams.desk.write({user_write(user, std::move(changes))},
                                    {call.actor, call.now, std::move(why)}));
}

Maybe<ledger::Fields> new_password(std::string_view password, bool must_change, Instant now) {
  auto hash = lift(hash_password(password));
  if (!hash) return tl::unexpected(hash.error());
  return ledger::Fields{{"password_hash", *hash},
                        {"password_changed_at", to_ms(now)},
                        {"must_change", must_change},
                        {"locked_until", std::monostate{}}};
}

}  // namespace qs::service
