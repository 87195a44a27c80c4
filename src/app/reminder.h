// 到期提醒: once a day, what has entered a reminder's days or has become overdue is told to who
// answers for it, through the outbox.
#pragma once

#include "app/rounds.h"
#include "kernel/casework/reminding.h"

namespace qs::app {

inline constexpr size_t kMostPerDigest = 5'000;  // due things told on one day; the others wait

// Once the law's time of day has come, and once a day over all restarts: one commit keeps the
// notices, what they told and that the day is done. Answers how many notices there are.
Result<size_t> remind(const casework::Reminding& law, ledger::RecordLog& records, Instant now);

class Reminder {
 public:
  Reminder(casework::Reminding law, ledger::RecordLog& records, std::function<Instant()> now);

 private:
  Rounds rounds_;
};

}  // namespace qs::app
