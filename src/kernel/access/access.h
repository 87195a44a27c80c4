// 权限: may this actor do this verb to this thing? Every route asks here.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::access {

// What a token may at most, beside what its owner may. Empty lists: nothing of that sort is held
// back.
struct Scope {
  std::vector<std::string> verbs;  // as in Grant::verb
  std::vector<std::string> kinds;
  bool own_area = false;  // only within Actor::area, which then is the token's
};

// Who asks. `area` limits what a street's people see and do; empty: the whole district.
struct Actor {
  std::string user;  // user record id; empty: nobody logged in
  std::string name;
  std::vector<std::string> roles;  // "district_duty", "street", "engineer", "viewer", "admin"
  std::string area;                // street id, or empty
  std::string firm;                // id of the firm whose account this is, or empty
  std::optional<Scope> scope;      // present: a program with a token, not the person
  std::string unit = {};           // id of the unit that they work for, or empty
};

bool has_role(const std::vector<std::string>& roles, std::string_view role);

// What is asked about: the kind of a record ("" for what is no record), the street and the firm
// that it belongs to; empty: to none.
struct Subject {
  std::string_view kind, area, firm;
};

inline constexpr std::string_view kAreaField = "street";  // in every kind that has an area
// Views into kind and record.
Subject subject_of(const ledger::Kind& kind, const ledger::Record& record);

// 拆看封存身份: the one verb that must be granted by its name; "*" does not cover it.
inline constexpr std::string_view kOpenIdentity = "identity.open";

// One right of a role: a verb ("case.accept", "device.admit", "record.write", "read"), optionally
// only on records of one kind, within the actor's own area, or of the actor's own firm.
struct Grant {
  std::string verb;  // exact, or "case.*", or "*"
  std::string kind;  // empty: any
  enum class Scope : uint8_t { everywhere, own_area, own_firm } scope = Scope::everywhere;
};

class Rights {
 public:
  Rights() = default;
  explicit Rights(std::map<std::string, std::vector<Grant>, std::less<>> roles);

  // Those bound to no street have an own_area grant everywhere; those of no firm have an own_firm
  // grant nowhere.
  bool may(const Actor& actor, std::string_view verb, const Subject& subject = {}) const;
  // True when the actor may do the verb to *some* record of the kind; lists are then filtered by
  // reach() or may().
  bool may_somewhere(const Actor& actor, std::string_view verb, std::string_view kind = {}) const;
  // How far a verb on a kind reaches, so that a list can be asked for within it.
  struct Reach {
    bool everywhere = false, own_area = false, own_firm = false;  // any suffices
  };
  Reach reach(const Actor& actor, std::string_view verb, std::string_view kind) const;
  // The record without secret fields, and without personal ones unless the actor may
  // "personal.read".
  ledger::Record visible(const Actor& actor, const ledger::Kind& kind, ledger::Record record) const;

 private:
  std::map<std::string, std::vector<Grant>, std::less<>> roles_;
};

}  // namespace qs::access
