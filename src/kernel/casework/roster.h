// 值班: who of which street is on duty at a moment, and the shift hand-over book.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/access/access.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/record_log.h"

namespace qs::casework {

inline constexpr std::string_view kRosterKind = "roster", kHandoverKind = "handover";

// 班次: local time of day; until <= from: over midnight, and belongs to the day it begins.
struct Shift {
  std::string id;  // "day", "night"
  Millis from{0}, until{0};
};
Span span_of(const Shift& shift, Day day);

struct Duty {
  std::string street, shift, user, name;
  Day day;
  Span span;
  bool operator==(const Duty&) const = default;
};
Duty duty_of(const ledger::Record& record);
// The one on duty for the street; nullptr: nobody.
const Duty* on_duty(std::span<const Duty> roster, std::string_view street, Instant at);

struct Person {
  std::string user, name;
  std::vector<std::string> roles;
  std::string area;                   // street, or empty: the whole district
  std::vector<std::string> channels;  // besides the page itself, e.g. "webhook"
  std::string unit = {};              // id of the unit that they work for, or empty
  std::string firm = {};              // id of the firm whose account this is, or empty
};
Person person_of(const ledger::Record& user);

// Puts one person on one shift, in place of whom it named before. Faults: an unknown shift, a
// person of another street, a shift that is over.
Result<ledger::Write> assign_duty(std::span<const Shift> shifts, Day day, std::string_view street,
                                  std::string_view shift, const Person& person, Instant now);

inline constexpr size_t kLongestText = 4000;  // bytes of what people write in one entry

struct HandoverEntry {
  std::string to_user, text;
  std::vector<std::string> open_alerts, open_cases;  // as they stood
};
// Faults: nobody to hand over to, to oneself, no text.
Result<ledger::Write> write_handover(const access::Actor& from, const HandoverEntry& entry,
                                     Instant now);
// Only the receiver signs, once.
Result<ledger::Write> sign_handover(const ledger::Record& entry, const access::Actor& receiver,
                                    Instant now);

}  // namespace qs::casework
