// 人员: what the ledger knows of somebody who may log in, and how it is changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "edge/service/route.h"
#include "edge/service/sessions.h"

namespace qs::service {

inline constexpr std::string_view kUserKind = "user";
inline constexpr std::string_view kUserWrite = "user.write";  // to change others than oneself
// What somebody must do before anything else.
inline constexpr std::string_view kOwesPassword = "password", kOwesTotp = "totp";

struct Person {
  access::Actor actor;
  std::string_view owes;  // kOwesPassword, kOwesTotp or nothing
};

access::Actor actor_of(const ledger::Record& user);
// A single sign-on answers for passwords and second factors itself.
std::string_view owed(const Service::Room& room, const ledger::Record& user,
                      std::optional<Way> way);
bool has_totp(const ledger::Record& user);

// The write that changes these fields (a null clears) of the user as read; somebody else's change
// meanwhile makes it fail.
ledger::Write user_write(const ledger::Record& user, ledger::Fields changes);
Maybe<void> change_user(Service::Room& room, const Call& call, const ledger::Record& user,
                        ledger::Fields changes, std::string why);
// Hashes it and says that it was changed; `must_change`: others have seen it.
Maybe<ledger::Fields> new_password(std::string_view password, bool must_change, Instant now);

}  // namespace qs::service
