// 演示抽取: a draw of the quarter before, of a district that is tried out, with the results of most
// of its inspections; marked simulated. Only into a ledger that has no draw yet.
#pragma once

#include "app/pack.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

Result<void> found_demo_draw(const Pack& pack, ledger::RecordLog& records, Instant now);

}  // namespace qs::app
