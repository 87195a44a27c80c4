// What can happen to a case. Each verb takes the case as it is kept and gives the writes that make
// it what it is to be: all for one ledger commit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/access/access.h"
#include "kernel/casework/calendar.h"
#include "kernel/casework/case.h"
#include "kernel/casework/outbox.h"
#include "kernel/casework/roster.h"
#include "kernel/casework/workflow.h"

namespace qs::casework {

struct RoleName {
  std::string id;
  Said name;
};

// 章法与人: what every verb looks at besides the case.
struct Setting {
  const Workflow& workflow;
  const Calendar& calendar;
  std::span<const Person> people;
  std::span<const Duty> roster;
  std::span<const RoleName> roles = {};  // how people call them
};

struct Outcome {
  Case file;                          // as it is afterwards
  std::vector<ledger::Write> writes;  // empty: nothing changed
};

struct Opening {
  std::string origin;  // alert id
  std::string topic;   // rule, site, factor: what re-opens
  std::string title_zh, title_en, street, site;
  Said reason;  // first entry of the time line
};

// The topic's newest case decides. Open: the alert joins it. Closed less than workflow.rejoin ago:
// it is opened again. Otherwise, and with nullptr, a case opens whose id is `origin`. Repeating the
// last opening changes nothing.
Outcome open_case(const Setting& setting, const Opening& opening, const Case* newest, Instant now);

// What opened the case has ended; says so on its time line and to the assignee.
Outcome note_over(const Setting& setting, const Case& file, std::string_view origin,
                  const Said& reason, Instant now);

// Faults, by place: "state" closed, "verb" not of this step, "actor" without the role or of another
// street, "text" or "photo" needed and missing or too long, "evidence" more than kMostEvidence,
// "proof" missing before closing. Without a text the action's label is the reason.
inline constexpr size_t kMostEvidence = 30;
Result<Outcome> act(const Setting& setting, const Case& file, const access::Actor& actor,
                    std::string_view verb, std::string_view text,
                    std::span<const Evidence> evidence, Instant now);

std::vector<const Action*> allowed_actions(const Workflow& workflow, const Case& file,
                                           const access::Actor& actor);

// Time passing: reminders, overdue, escalation, and duty that goes over to the next shift. Each
// happens once whatever the number of ticks; of several missed reminders only the last is given.
Outcome tick(const Setting& setting, const Case& file, Instant now);
// The next moment, not before `now`, at which tick() may have something to say.
std::optional<Instant> next_tick(const Setting& setting, const Case& file, Instant now);

}  // namespace qs::casework
