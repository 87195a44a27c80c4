// A case being changed: collects the time line and the notices of one verb. Only the verbs use it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/casework/verbs.h"

namespace qs::casework {

// Verbs of the time line that no person chooses.
inline constexpr std::string_view kOpened = "open", kJoined = "join", kReopened = "reopen",
                                  kOver = "condition_over", kReminded = "remind",
                                  kOverdue = "overdue", kEscalated = "escalate",
                                  kReassigned = "duty_change", kLookedBack = "look_back",
                                  kPartClosed = "part_closed", kMerged = "merged",
                                  kMigrated = "migrate";

Said length_of(Millis length);      // 30 分钟, 30 min; 2 小时, 2 h
std::string local_text(Instant t);  // 2026-05-01 08:00

// Somebody's place: what decides whether a step is theirs.
struct Stand {
  const std::vector<std::string>& roles;
  std::string_view area, unit, firm;
};
inline Stand stand_of(const Person& p) {
  return {p.roles, p.area, p.unit, p.firm};
}
inline Stand stand_of(const access::Actor& a) {
  return {a.roles, a.area, a.unit, a.firm};
}
bool serves(const Stand& stand, const Step& step, const Case& file);

class Draft {
 public:
  Draft(const Setting& setting, const Case& file, Instant now);

  Case file;
  bool sends_back = false;         // the step is left because its work was sent back
  std::optional<Instant> made_at;  // of what people do: off line, before it was told

  void note(std::string_view verb, const Said& said);  // by the system
  void note(const access::Actor& who, std::string_view verb, const Said& said,
            std::span<const Evidence> evidence = {}, const ledger::Fields& form = {});
  // Its limit begins; `assignee`, or else whom the roster names, or else all its people are told.
  void enter(const Step& step, std::string assignee = {});
  void begin_again();  // proof is asked anew, the whole limit begins
  void close();
  void add(ledger::Write write);
  void add(Outcome other);  // of another case, changed in the same commit
  // The notice belongs to the newest entry of the time line.
  void tell_assigned(std::string_view text_zh, std::string_view text_en);
  void tell_role(std::string_view role, std::string_view text_zh, std::string_view text_en);
  void tell_unit(std::string_view unit, std::string_view text_zh, std::string_view text_en);
  Outcome done();

  const Setting& setting;
  const Instant now;

 private:
  void leave();
  void tell_one(const Person& person, std::string_view text_zh, std::string_view text_en);

  bool at_step_;                // it stands at one, which it may leave
  std::set<std::string> told_;  // of the newest entry, and who made it: nobody is told twice
  std::string newest_by_;
  std::vector<ledger::Write> writes_;
};

}  // namespace qs::casework
