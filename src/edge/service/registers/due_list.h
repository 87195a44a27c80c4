// 到期提醒: what is due or was missed among the records of one kind that an asker sees.
#pragma once

#include <vector>

#include "edge/service/registers/view.h"
#include "kernel/ledger/due.h"

namespace qs::service {

struct DueItem {
  ledger::Record record;
  std::string duty, label_zh, label_en, clause;
  ledger::Due due;
};
inline constexpr size_t kMostScanned = 200'000;  // records of one kind that are looked through

// In no order; what is done is not among them. `street`: empty, or only there. Asks for the kind's
// records once, and once for each duty for what was recorded in the two periods that count.
Maybe<std::vector<DueItem>> dues_of(const Service::Room& room, const View& view,
                                    std::string_view street, Day today);

}  // namespace qs::service
