#include "kernel/access/access.h"

namespace qs::access {
namespace {

// "case.*" covers "case.accept" and not "caseload.read".
bool names(std::string_view granted, std::string_view verb) {
  if (granted == "*" || granted == verb) return true;
  if (!granted.ends_with(".*")) return false;
  granted.remove_suffix(1);
  return verb.size() > granted.size() && verb.starts_with(granted);
}

}  // namespace

Rights::Rights(std::map<std::string, std::vector<Grant>, std::less<>> roles)
    : roles_(std::move(roles)) {}

bool Rights::may(const Actor& actor, std::string_view verb, std::string_view area) const {
  if (actor.user.empty() || verb.empty()) return false;
  for (const auto& role : actor.roles) {
    auto grants = roles_.find(role);
    if (grants == roles_.end()) continue;
    for (const auto& grant : grants->second) {
      bool within = !grant.own_area || actor.area.empty() || actor.area == area;
      if (within && names(grant.verb, verb)) return true;
    }
  }
  return false;
}

bool Rights::may_somewhere(const Actor& actor, std::string_view verb) const {
  return may(actor, verb, actor.area);
}

ledger::Record Rights::visible(const Actor& actor, const ledger::Kind& kind,
                               ledger::Record record) const {
  bool sees_personal = may(actor, "personal.read", record.text("street"));
  std::erase_if(record.fields, [&](const auto& entry) {
    const auto* field = kind.field(entry.first);
    return !field || field->secret || (field->personal && !sees_personal);
  });
  return record;
}

}  // namespace qs::access
