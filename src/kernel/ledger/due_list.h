// 到期清单: what is due or was missed among the records of one kind.
#pragma once

#include <string>
#include <vector>

#include "kernel/ledger/due.h"
#include "kernel/ledger/record_log.h"

namespace qs::ledger {

inline constexpr std::string_view kExpiryDue = "expiry";  // DueItem::duty of an expiry

struct DueItem {
  Record record;
  std::string duty, label_zh, label_en, clause;
  Due due;
  std::string stage;  // see due.h; empty: nobody needs to hear of it yet
};
inline constexpr size_t kMostScanned = 200'000;  // records of one kind that are looked through

// Among the records that `asked` finds, all of one kind; in no order; what is done is not among
// them. Asks for the records once, and once for each duty for what was recorded in the two periods
// that count.
Result<std::vector<DueItem>> dues_among(const RecordLog& records, Query asked, Day today);

}  // namespace qs::ledger
