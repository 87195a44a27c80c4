#include "kernel/alert/alert.h"

namespace qs::alert {

using ledger::kept;

namespace {

constexpr std::array<std::string_view, 4> kStates{"pending", "firing", "silenced", "resolved"};
constexpr std::array<std::string_view, 6> kEvents{"none",     "began",    "fired",
                                                  "silenced", "resolved", "passed"};

template <size_t N>
size_t place_in(const std::array<std::string_view, N>& names, std::string_view name) {
  auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? N - 1 : static_cast<size_t>(found - names.begin());
}

Severity severity_in(const ledger::Record& record) {
  return severity_of(record.text("severity")).value_or(Severity::warning);
}

}  // namespace

std::string_view name(State state) {
  return kStates[static_cast<size_t>(state)];
}

std::string_view name(Event event) {
  return kEvents[static_cast<size_t>(event)];
}

std::string alert_id(std::string_view rule, std::string_view site, std::string_view factor,
                     Instant began) {
  return fmt::format("{}~{}~{}~{}", rule, site, factor, compact_ms(began));
}

Alert alert_of(const ledger::Record& record) {
  Alert a;
  a.id = record.id;
  a.revision = record.revision;
  a.rule = record.text("rule");
  a.site = record.text("site");
  a.factor = record.text("factor");
  a.street = record.text("street");
  a.state = static_cast<State>(place_in(kStates, record.text("state")));
  a.severity = severity_in(record);
  a.value = record.number("value");
  a.peak = record.number("peak");
  a.threshold = record.number("threshold");
  a.unit = record.text("unit");
  a.limit_id = record.text("limit_id");
  a.standard = record.text("standard");
  a.clause = record.text("clause");
  a.confidence = record.text("confidence");
  a.began_at = record.instant("began_at").value_or(Instant{});
  a.seen_at = record.instant("seen_at").value_or(a.began_at);
  a.clear_since = record.instant("clear_since");
  a.fired_at = record.instant("fired_at");
  a.resolved_at = record.instant("resolved_at");
  a.silenced_until = record.instant("silenced_until");
  a.silence_reason = record.text("silence_reason");
  a.case_id = record.text("case");
  return a;
}

ledger::Write write_of(const Alert& a) {
  ledger::Write write;
  write.kind = kRecordKind;
  write.id = a.id;
  write.expected_revision = a.revision;
  write.fields = {
      {"rule", a.rule},
      {"site", a.site},
      {"factor", kept(a.factor)},
      {"street", kept(a.street)},
      {"state", std::string(name(a.state))},
      {"severity", std::string(name(a.severity))},
      {"value", kept(a.value)},
      {"peak", kept(a.peak)},
      {"threshold", kept(a.threshold)},
      {"unit", kept(a.unit)},
      {"limit_id", kept(a.limit_id)},
      {"standard", kept(a.standard)},
      {"clause", kept(a.clause)},
      {"confidence", kept(a.confidence)},
      {"began_at", to_ms(a.began_at)},
      {"seen_at", to_ms(a.seen_at)},
      {"clear_since", kept(a.clear_since)},
      {"fired_at", kept(a.fired_at)},
      {"resolved_at", kept(a.resolved_at)},
      {"silenced_until", kept(a.silenced_until)},
      {"silence_reason", kept(a.silence_reason)},
      {"case", kept(a.case_id)},
  };
  return write;
}

Result<Alert> silence(Alert alert, Instant until, std::string_view reason, Instant now) {
  if (!alert.open()) return fail("the alert is over already");
  if (reason.empty()) return fail("a silence needs a reason", "reason");
  if (until <= now) return fail("the silence would be over already", "until");
  if (until > now + kLongestSilence) return fail("a silence lasts at most 30 days", "until");
  alert.silenced_until = until;
  alert.silence_reason = reason;
  if (alert.state == State::firing) alert.state = State::silenced;
  return alert;
}

}  // namespace qs::alert
