// 演示历年: some years of daily air at the simulated standard stations of a district that is tried
// out, so that its plan has something to look back on. Only into a memory that has no day of them.
#pragma once

#include "app/pack.h"
#include "kernel/observe/series_log.h"

namespace qs::app {

// Up to three whole days before `now`: what is nearer the simulated devices send themselves.
Result<void> found_demo_years(const Pack& pack, observe::SeriesLog& series, Instant now);

}  // namespace qs::app
