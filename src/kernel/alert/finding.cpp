#include "kernel/alert/finding.h"

#include "kernel/alert/kinds.h"

namespace qs::alert {

Input input_of(Kind kind) {
  return spec_of(kind).input;
}

std::string_view name(Condition condition) {
  constexpr std::array<std::string_view, 4> kNames{"no", "near", "yes", "unknown"};
  return kNames[static_cast<size_t>(condition)];
}

Finding judge(const Rule& rule, const Look& look) {
  Finding finding;
  finding.rule = rule.id;
  finding.site = look.place.id;
  finding.factor = look.factor;
  finding.street = look.place.street;
  finding.at = finding.since = look.at;
  spec_of(rule.kind).judge(rule, look, finding);
  return finding;
}

}  // namespace qs::alert
