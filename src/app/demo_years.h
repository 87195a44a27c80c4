// 演示历年: some years of daily air at the simulated stations of a district that is tried out, so
// that its plan has something to look back on, and the bulletin of last month. Only what is not
// there.
#pragma once

#include "app/pack.h"
#include "edge/service/planning.h"
#include "kernel/observe/series_log.h"

namespace qs::app {

// Up to three whole days before `now`: what is nearer the simulated devices send themselves.
// Nothing is made of them: no month, no alert.
Result<void> found_demo_years(const Pack& pack, observe::SeriesLog& series,
                              ledger::RecordLog& records, Instant now);

// The bulletin of the month before, and the ranking of the one before that, as issued by the pack.
Result<void> found_demo_bulletins(const Pack& pack, const service::Planning& planning,
                                  ledger::RecordLog& records, Instant now);

}  // namespace qs::app
