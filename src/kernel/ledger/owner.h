// 归属: whose a record is that names no owner itself: that of the records which refer to it, as a
// station is its outlet's firm's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/record_log.h"

namespace qs::ledger {

// The owner of the records that name this one, by their kinds' `owner` field; of several owners the
// first by name. Empty: nobody's.
Result<std::string> owner_through(const RecordLog& records, std::string_view kind,
                                  std::string_view id);
// The ids of the records of `kind` that this owner's records name, each once, by name.
Result<std::vector<std::string>> owned_through(const RecordLog& records, std::string_view kind,
                                               std::string_view owner);

}  // namespace qs::ledger
