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
  std::string origin;  // the case's id when it opens one: alert, record, part or what a hand opened
  std::string topic;   // rule, site, factor: what re-opens; empty: nothing
  std::string title_zh, title_en, street, site;
  Said reason;  // first entry of the time line
  About about = {};
  std::string parent = {};
  std::optional<access::Actor> by = {};  // absent: the program
  std::optional<Instant> due = {};       // of the whole case, instead of the workflow's limit
};

// 手工立案: a case that a person wants opened.
struct ByHand {
  std::string workflow, title, text, street;
  About about;
  std::optional<Instant> due;  // of the whole case, instead of the workflow's limit
};
bool may_open(const Workflow& workflow, const access::Actor& actor);

// The topic's newest case decides. Open: the alert joins it. Closed less than workflow.rejoin ago:
// it is opened again. Otherwise, and with nullptr, a case opens whose id is `origin`. Repeating the
// last opening changes nothing.
Outcome open_case(const Setting& setting, const Opening& opening, const Case* newest, Instant now);

// What opened the case has ended; says so on its time line and to the assignee.
Outcome note_over(const Setting& setting, const Case& file, std::string_view origin,
                  const Said& reason, Instant now);

// 办理: what a person asks for.
struct Part {
  std::string title, street, unit;  // street or unit
};
struct Deed {
  std::string verb, text = {};
  std::vector<Evidence> evidence = {};
  ledger::Fields form = {};             // Action::form, as they are kept
  std::string street, unit, user = {};  // Effect::assign: at least one
  std::vector<std::string> units = {};  // Effect::invite
  std::vector<Part> parts = {};         // Effect::split
  std::optional<Instant> made_at = {};  // when it was done, off line
};
inline constexpr size_t kMostEvidence = 30, kMostUnits = 20, kMostParts = 20;

// What stands around the case.
struct Around {
  const ledger::Kind* kind = nullptr;       // of the record that it is about
  const ledger::Record* subject = nullptr;  // that record
  size_t open_parts = 0;                    // its parts that are not closed
  const Case* into = nullptr;               // Effect::merge: where it goes on
};

// Faults, by place: "state" closed, "verb" not of this step, "actor" without the role or of another
// street or unit, what is needed and missing or too long ("text", "photo", "located_photo",
// "document", "evidence"), "form.<field>", "units", "parts", "assign", "into", "paused", and
// "proof", "calm", "answers" or "open_parts" before closing. Without a text the action's label is
// the reason.
Result<Outcome> act(const Setting& setting, const Case& file, const Around& around,
                    const access::Actor& actor, const Deed& deed, Instant now);

std::vector<const Action*> allowed_actions(const Workflow& workflow, const Case& file,
                                           const access::Actor& actor);

// A part of it was closed.
Outcome note_part(const Setting& setting, const Case& file, const Case& part, Instant now);

// The case goes on by another text of its workflow, that of `setting`, at `step`.
Outcome migrate(const Setting& setting, const Case& file, std::string_view step, Instant now);

// Time passing: reminders, overdue, escalation, looking back, and duty that goes over to the next
// shift. Each happens once whatever the number of ticks; of several missed reminders only the last
// is given.
Outcome tick(const Setting& setting, const Case& file, Instant now);
// The next moment, not before `now`, at which tick() may have something to say; kept as
// Case::wake_at. The roster may change it.
std::optional<Instant> next_tick(const Setting& setting, const Case& file, Instant now);

}  // namespace qs::casework
