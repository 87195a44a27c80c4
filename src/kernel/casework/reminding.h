// 到期提醒: who hears of what falls due, once a day and in one notice each.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel/casework/outbox.h"
#include "kernel/casework/roster.h"
#include "kernel/ledger/due_list.h"

namespace qs::casework {

// What was told, one record for each due thing and stage; the days on which somebody was told.
inline constexpr std::string_view kDueNoticeKind = "due_notice", kDueDigestKind = "due_digest";

// packs/*/reminders.toml
struct Reminding {
  Millis at{0};                           // local time of day
  std::vector<std::string> street_roles;  // of the record's street
  std::vector<std::string> otherwise;     // of the whole district: the first that anybody has
};

// One thing to tell.
struct DueTold {
  ledger::DueItem item;
  std::string title, kind_zh, kind_en;
};
// kind~id~duty~last day~stage: the same is never told twice.
std::string fact_of(const ledger::DueItem& item);
// The record's title, or its id where the title is personal: notices leave the house.
DueTold told_of(const ledger::Kind& kind, ledger::DueItem item);

// The accounts of the firm whose record it is, and beside them the people of a unit that the record
// names, or else those of its street, or else the first role of the district that anybody has.
std::vector<const Person*> responsible_for(const ledger::Kind& kind, const ledger::Record& record,
                                           const std::vector<Person>& people, const Reminding& law);

inline constexpr size_t kMostNamed = 10;  // of the things that one notice tells of
// The notice of one person; what is overdue stands first, then what ends first.
Notice digest_of(Day day, std::vector<const DueTold*> things, Instant now);

}  // namespace qs::casework
