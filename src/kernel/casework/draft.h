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
                                  kReassigned = "duty_change";

Said length_of(Millis length);  // 30 分钟, 30 min; 2 小时, 2 h

bool serves(std::span<const std::string> roles, std::string_view area, std::string_view role,
            bool own_area, std::string_view street);
std::string local_text(Instant t);  // 2026-05-01 08:00

class Draft {
 public:
  Draft(const Setting& setting, const Case& file, Instant now);

  Case file;

  void note(std::string_view verb, const Said& said);  // by the system
  void note(const access::Actor& who, std::string_view verb, const Said& said,
            std::span<const Evidence> evidence);
  void enter(const Step& step);  // its limit begins, its people are told
  // The notice belongs to the newest entry of the time line.
  void tell_assigned(std::string_view text_zh, std::string_view text_en);
  void tell_role(std::string_view role, std::string_view text_zh, std::string_view text_en);
  Outcome done();

 private:
  void tell_one(const Person& person, std::string_view text_zh, std::string_view text_en);

  const Setting& setting_;
  Instant now_;
  std::string newest_by_;  // who made the newest entry; they are not told of it
  std::vector<ledger::Write> writes_;
};

}  // namespace qs::casework
