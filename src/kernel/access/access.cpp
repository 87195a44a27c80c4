#include "kernel/access/access.h"

#include <algorithm>

namespace qs::access {
namespace {

// "case.*" covers "case.accept" and not "caseload.read".
bool names(std::string_view granted, std::string_view verb) {
  if (granted == verb) return true;
  if (verb == kOpenIdentity) return false;
  if (granted == "*") return true;
  if (!granted.ends_with(".*")) return false;
  granted.remove_suffix(1);
  return verb.size() > granted.size() && verb.starts_with(granted);
}

bool covers(const Scope& scope, std::string_view verb, std::string_view kind) {
  auto named = [&](const std::string& granted) { return names(granted, verb); };
  return (scope.verbs.empty() || std::any_of(scope.verbs.begin(), scope.verbs.end(), named)) &&
         (scope.kinds.empty() ||
          std::find(scope.kinds.begin(), scope.kinds.end(), kind) != scope.kinds.end());
}

}  // namespace

Rights::Rights(std::map<std::string, std::vector<Grant>, std::less<>> roles)
    : roles_(std::move(roles)) {}

bool Rights::may(const Actor& actor, std::string_view verb, const Subject& subject) const {
  auto reach = this->reach(actor, verb, subject.kind);
  return reach.everywhere ||
         (reach.own_area && (actor.area.empty() || actor.area == subject.area)) ||
         (reach.own_firm && actor.firm == subject.firm);
}

bool Rights::may_somewhere(const Actor& actor, std::string_view verb, std::string_view kind) const {
  auto reach = this->reach(actor, verb, kind);
  return reach.everywhere || reach.own_area || reach.own_firm;
}

Rights::Reach Rights::reach(const Actor& actor, std::string_view verb,
                            std::string_view kind) const {
  Reach out;
  if (actor.user.empty() || verb.empty()) return out;
  if (actor.scope && !covers(*actor.scope, verb, kind)) return out;
  for (const auto& role : actor.roles) {
    auto grants = roles_.find(role);
    if (grants == roles_.end()) continue;
    for (const auto& grant : grants->second) {
      if (!names(grant.verb, verb) || (!grant.kind.empty() && grant.kind != kind)) continue;
      if (grant.scope == Grant::Scope::everywhere) out.everywhere = true;
      if (grant.scope == Grant::Scope::own_area) out.own_area = true;
      if (grant.scope == Grant::Scope::own_firm && !actor.firm.empty()) out.own_firm = true;
    }
  }
  if (actor.scope && actor.scope->own_area) {
    out.own_area = out.own_area || out.everywhere;
    out.everywhere = out.own_firm = false;  // a firm's records may lie in any street
  }
  return out;
}

bool has_role(const std::vector<std::string>& roles, std::string_view role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Subject subject_of(const ledger::Kind& kind, const ledger::Record& record) {
  auto text = [&](std::string_view field) -> std::string_view {
    auto it = record.fields.find(field);
    auto value = it == record.fields.end() ? nullptr : std::get_if<std::string>(&it->second);
    return value ? std::string_view(*value) : std::string_view{};
  };
  std::string_view firm = kind.owner == "id"    ? std::string_view(record.id)
                          : !kind.owner.empty() ? text(kind.owner)
                                                : std::string_view{};
  return {kind.name, text(kAreaField), firm};
}

ledger::Record Rights::visible(const Actor& actor, const ledger::Kind& kind,
                               ledger::Record record) const {
  bool sees_personal = may(actor, "personal.read", subject_of(kind, record));
  std::erase_if(record.fields, [&](const auto& entry) {
    const auto* field = kind.field(entry.first);
    return !field || field->secret || (field->personal && !sees_personal);
  });
  return record;
}

}  // namespace qs::access
