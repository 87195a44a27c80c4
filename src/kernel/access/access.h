// 权限: may this actor do this verb to this thing? Every route asks here.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/record.h"

namespace qs::access {

// Who asks. `area` limits what a street's people see and do; empty: the whole district.
struct Actor {
  std::string user;  // user record id; empty: nobody logged in
  std::string name;
  std::vector<std::string> roles;  // "district_duty", "street", "engineer", "viewer", "admin"
  std::string area;                // street id, or empty
};

// One right of a role: a verb on a subject ("case.accept", "device.admit", "audit.write", "read"),
// optionally only within the actor's own area.
struct Grant {
  std::string verb;  // exact, or "case.*", or "*"
  bool own_area = false;
};

class Rights {
 public:
  Rights() = default;
  explicit Rights(std::map<std::string, std::vector<Grant>, std::less<>> roles);

  // `area` is the street the record belongs to; empty when it belongs to none.
  bool may(const Actor& actor, std::string_view verb, std::string_view area = {}) const;
  // True when the actor may do the verb in *some* area; lists are then filtered by may().
  bool may_somewhere(const Actor& actor, std::string_view verb) const;
  // The record without secret fields, and without personal ones unless the actor may
  // "personal.read".
  ledger::Record visible(const Actor& actor, const ledger::Kind& kind, ledger::Record record) const;

 private:
  std::map<std::string, std::vector<Grant>, std::less<>> roles_;
};

}  // namespace qs::access
