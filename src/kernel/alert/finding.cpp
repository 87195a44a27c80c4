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

Silence silence_of(const ledger::Record& r) {
  return {r.text("site"),
          r.text("rule"),
          r.text("factor"),
          {r.instant("from").value_or(Instant{}), r.instant("until").value_or(Instant{})},
          r.text("reason")};
}

bool is_held_back(std::span<const Silence> silences, const Finding& finding) {
  auto fits = [](const std::string& wanted, const std::string& is) {
    return wanted.empty() || wanted == is;
  };
  return std::any_of(silences.begin(), silences.end(), [&](const Silence& s) {
    return fits(s.site, finding.site) && fits(s.rule, finding.rule) &&
           fits(s.factor, finding.factor) && s.span.contains(finding.at);
  });
}

}  // namespace qs::alert
