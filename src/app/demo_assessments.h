// 演示考核: last year's assessment of the streets as it was closed, with one appeal that was
// granted, and this year's while it is told. Only what is not there; all of it marked as simulated.
#pragma once

#include "app/pack.h"
#include "edge/service/planning.h"

namespace qs::app {

Result<void> found_demo_assessments(const Pack& pack, const service::Planning& planning,
                                    ledger::RecordLog& records, Instant now);

Result<void> found_demo_accounts(const Pack& pack, const service::Planning& planning,
                                 ledger::RecordLog& records, Instant now);

}  // namespace qs::app
