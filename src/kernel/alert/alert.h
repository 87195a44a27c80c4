// 预警: one episode of one rule at one site and factor, from pending over firing to resolved.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/alert/finding.h"
#include "kernel/alert/rule.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/record_log.h"

namespace qs::alert {

inline constexpr std::string_view kRecordKind = "alert";

// silenced: it would fire, but a quiet window of the rule or a person's silence holds it back.
// resolved without fired_at: it passed before its hold time was over.
enum class State : uint8_t { pending, firing, silenced, resolved };
std::string_view name(State state);

struct Alert {
  std::string id;  // made of rule, site, factor and begin: alert_id()
  uint64_t revision = 0;
  std::string rule, site, factor, street;
  State state = State::pending;
  Severity severity = Severity::warning;
  std::optional<double> value, peak, threshold;  // peak: farthest beyond the threshold so far
  std::string unit;
  std::string limit_id, standard, clause, confidence;
  Instant began_at;
  Instant seen_at;  // newest finding that was taken in; older ones change nothing
  std::optional<Instant> clear_since;  // clear and no gap since then
  std::optional<Instant> fired_at, resolved_at;
  std::optional<Instant> silenced_until;
  std::string silence_reason;
  std::string case_id;

  bool open() const { return state != State::resolved; }
  bool operator==(const Alert&) const = default;
};

std::string alert_id(std::string_view rule, std::string_view site, std::string_view factor,
                     Instant began);
Alert alert_of(const ledger::Record& record);
// Guards with the revision that the alert was read at.
ledger::Write write_of(const Alert& alert);

// passed: a pending alert that never fired is over. fired comes once in an alert's life: it opens
// the case and tells people.
enum class Event : uint8_t { none, began, fired, silenced, resolved, passed };
std::string_view name(Event event);

// The alert as it is to be kept, absent when nothing is to be written.
struct Step {
  Event event = Event::none;
  std::optional<Alert> alert;
};

// While nothing changes, a steady alert is written only this often, so that its history stays
// readable.
inline constexpr std::chrono::hours kSeenStep{1};

// `episodes`: the alerts of this rule, site and factor, oldest first (the last few are enough).
// Repeating findings changes nothing; a finding older than what was seen changes nothing, unless
// it tells of an episode that nobody knew of: that one fires late, and at once is over when a later
// episode is known. `unit` is that of value and threshold.
Step step(const Rule& rule, const Finding& finding, std::span<const Alert> episodes, Instant now,
          std::string_view unit = {});

// 静默: held back until then by a person. Faults: resolved already, an `until` that has passed or
// is farther than kLongestSilence, no reason.
inline constexpr std::chrono::hours kLongestSilence{24 * 30};
Result<Alert> silence(Alert alert, Instant until, std::string_view reason, Instant now);

}  // namespace qs::alert
