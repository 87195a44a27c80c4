// 环保信用: the trust that a firm has earned, from what happened and the day alone.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kernel/ledger/record.h"

namespace qs::oversight {

inline constexpr std::string_view kEventKind = "credit_event", kCreditKind = "credit_record",
                                  kAppealKind = "credit_appeal";
// States of an event; only a confirmed one counts.
inline constexpr std::string_view kProposed = "proposed", kConfirmed = "confirmed",
                                  kRevoked = "revoked", kRepaired = "repaired";

// 信用事项: one kind of thing that costs trust.
struct EventLaw {
  std::string id, name_zh, name_en;
  int64_t points = 0;         // below zero: an award, which never lifts above the start
  int64_t months = 0;         // 有效期
  int64_t repair_months = 0;  // without a new event before it may be repaired
  bool penalty = false;       // 行政处罚: no honest firm for a year
  bool bad = false;           // 直接评为不良
  std::string clause, confidence;
};
struct Band {
  std::string id, name_zh, name_en;
  double below = 0;  // the score
  std::string clause, confidence;
};
struct CreditLaw {
  int64_t start = 100;
  double honest_from = 0, good_from = 0, warning_from = 0;  // scores
  int64_t honest_months = 0;                                // without a penalty
  std::vector<EventLaw> events;
  std::vector<Band> bands;  // 约谈、黑名单…, the lowest first
  std::string clause, confidence;
  std::string version;  // digest of the file

  const EventLaw* event(std::string_view id) const;
};

struct Event {
  std::string id, event;  // record, EventLaw
  Day day;                // on which it happened or was decided
  Day until;              // last day on which it counts
  int64_t points = 0;
  bool penalty = false, bad = false;
  std::string state;
};

Event event_of(const ledger::Record& record, const CreditLaw& law);

// 信用等级, the values of credit_record.grade.
inline constexpr std::string_view kHonest = "honest", kGood = "good", kWarning = "warning",
                                  kBad = "bad";
struct Credit {
  int64_t score = 0;
  std::string grade;
  std::string band;  // empty: none
  std::vector<Event> counted;
  std::optional<Day> changes_on;  // the first day on which time alone makes it another
};
Credit credit_of(const CreditLaw& law, std::span<const Event> events, Day today);

// Counts from the day on, that many months: the day before the same day of the later month.
Day last_day_of(Day from, int64_t months);

// The first day on which the event may be repaired: so many months after the newest event of the
// firm that still counts, itself among them; awards put it off by nothing.
Day repair_from(const CreditLaw& law, const Event& event, std::span<const Event> events);

}  // namespace qs::oversight
