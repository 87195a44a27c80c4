// 到期与定期义务: what is due for a record, what was missed, what was done. Pure; days are local
// calendar days (+08:00).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

// Both days within.
struct Days {
  Day from, until;
  bool hold(Day day) const { return from <= day && day <= until; }
  bool operator==(const Days&) const = default;
};

// The period of Duty::every that a day lies in: calendar months, quarters, halves and years; weeks
// from Monday, and fortnights of whole weeks. nullopt: no such length.
std::optional<Days> duty_period(std::string_view every, Day inside);

enum class DueState : uint8_t { done, due, overdue };
std::string_view name(DueState state);

struct Due {
  DueState state = DueState::done;
  Days period;  // the one that `state` speaks of
  bool operator==(const Due&) const = default;
};

// Done when something was recorded in the running period; overdue when neither there nor in the
// period before, which then is the one told; otherwise due until the running period ends. `since`:
// the day on which the record began; what ended before it is not owed. nullopt: the duty is not one
// of this record.
std::optional<Due> due_of(const Duty& duty, const Fields& record, std::span<const Day> recorded,
                          Day today, std::optional<Day> since = {});

// Overdue after the last day, due from the earliest reminder on. nullopt: nothing expires.
std::optional<Due> due_of(const Expiry& expiry, const Fields& record, Day today);

// 阶段: what people are told of, each once: "remind-30" from 30 days before the last day on, by
// Expiry::remind_days or a practice for each length of Duty::every; "overdue". Empty: not yet.
std::string stage_of(const Expiry& expiry, const Due& due, Day today);
std::string stage_of(const Duty& duty, const Due& due, Day today);

}  // namespace qs::ledger
