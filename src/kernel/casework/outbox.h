// 待发通知: what people are told, as records that are kept in the same commit as what happened.
#pragma once

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
};

// One record per channel of the person. in_app is delivered by being kept.
std::vector<ledger::Write> tell(const Notice& notice, const Person& person);

}  // namespace qs::casework
