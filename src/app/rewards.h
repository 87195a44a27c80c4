// 奖励核对: no reward comes into the ledger, by whatever door, that its rule does not allow.
#pragma once

#include <span>

#include "kernel/ledger/record_log.h"

namespace qs::app {

// The rewards among what somebody wants written, against the reports and rules of the ledger. The
// fault's place names the field as the store's faults do.
Result<void> check_rewards(const ledger::RecordLog& records, std::span<const ledger::Write> writes,
                           Instant now);

}  // namespace qs::app
