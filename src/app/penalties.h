// 处罚核对: what a penalty's chosen levels amount to is reckoned into its record whatever door it
// comes in by, and no decision leaves the band without reason and right.
#pragma once

#include <functional>
#include <vector>

#include "kernel/enforcement/discretion.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

inline constexpr std::string_view kPenaltyKind = "penalty";

// The penalties among what somebody wants written. `may_approve`: whether whoever writes it may
// approve this penalty; asked only where the band is left. The fault's place names the field as the
// store's faults do.
using MayApprove = std::function<bool(const ledger::Record& penalty)>;
Result<void> settle_penalties(const enforcement::Law& law, const ledger::RecordLog& records,
                              std::vector<ledger::Write>& writes, const MayApprove& may_approve);

}  // namespace qs::app
