// 归属: whose a record is that names no owner itself: that of the record which stands for it, as a
// station is its outlet's firm's.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/record_log.h"

namespace qs::ledger {

// The kinds whose records stand for another, and their field that names it. Only such as their
// owner cannot write: whoever may say what is theirs may take it.
struct OwnedThrough {
  std::span<const std::string_view> kinds;
  std::string_view field;
};

// The owner, by the kinds' `owner` field, of the first record that names this id; empty: nobody's.
Result<std::string> owner_of(const RecordLog& records, const OwnedThrough& way,
                             std::string_view id);
// The ids that this owner's records name, each once, in order.
Result<std::vector<std::string>> owned_by(const RecordLog& records, const OwnedThrough& way,
                                          std::string_view owner);

}  // namespace qs::ledger
