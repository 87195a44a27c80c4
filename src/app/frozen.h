// 定案不改: records that nobody changes or erases any more, by whatever door.
#pragma once

#include <span>

#include "kernel/ledger/record_log.h"

namespace qs::app {

// The fault names the first write that would touch a final assessment, a decided appeal or a
// published rating.
Result<void> check_frozen(const ledger::RecordLog& records, std::span<const ledger::Write> writes);

}  // namespace qs::app
