// 登录留痕: who logged in or tried to, from where, and how it ended (kind "login_event").
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "edge/service/service.h"
#include "edge/service/sessions.h"

namespace qs::service {

inline constexpr std::string_view kLoginKind = "login_event";
// New records in one hour; what comes beyond is counted only, so that a flood of tries from many
// addresses does not fill the ledger.
inline constexpr size_t kMostLoginEvents = 1000;

struct LoginEvent {
  std::string user;     // empty: there is no such user
  std::string outcome;  // a choice of the kind
  Way way = Way::password;
  std::string peer, agent;
};

// Thread-safe. Alike events of one hour share a record that counts them.
class LoginBook {
 public:
  LoginBook(const ledger::RecordLog& records, Desk& desk) : records_(records), desk_(desk) {}
  // One commit with `more` (what the log-in changes at the user). The event itself is left out when
  // the hour is full.
  Outcome<void> note(const LoginEvent& event, Instant now, std::vector<ledger::Write> more = {});
  size_t left_out() const;

 private:
  const ledger::RecordLog& records_;
  Desk& desk_;
  mutable std::mutex mutex_;
  int64_t hour_ = 0;
  size_t in_hour_ = 0, left_out_ = 0;
};

}  // namespace qs::service
