// 待发通知: what people are told, as records that are kept in the same commit as what happened.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/casework/roster.h"
#include "kernel/ledger/record_log.h"

namespace qs::casework {

inline constexpr std::string_view kOutboxKind = "outbox";
inline constexpr std::string_view kInApp = "in_app";

struct Notice {
  std::string fact;  // what happened, unique: the same fact is told to the same person once
  std::string case_id, text_zh, text_en;
  Instant at;
  // When what it asks for is due; absent: it asks for nothing, and may wait for the morning.
  std::optional<Instant> due = {};
};

// One record per channel of the person. in_app is delivered by being kept.
std::vector<ledger::Write> tell(const Notice& notice, const Person& person);

// 免打扰时段: local time of day, [from, until), over midnight when until <= from.
struct QuietHours {
  Millis from{0}, until{0};
  bool operator==(const QuietHours&) const = default;
};
// "22:00-07:00"; "none": nullopt.
Result<std::optional<QuietHours>> parse_quiet_hours(std::string_view text);
// 急件: when a notice may go out that could go at `at`. Within quiet hours it waits for their end,
// unless what it asks for is due before that or is overdue.
Instant may_go(const std::optional<QuietHours>& quiet, std::optional<Instant> due, Instant at);

}  // namespace qs::casework
