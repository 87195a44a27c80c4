// 考核表与台账: schemes and sheets as the ledger keeps them.
#pragma once

#include "app/plan/assessment_law.h"
#include "kernel/ledger/record.h"
#include "kernel/plan/sheet.h"

namespace qs::app {

// The whole law as JSON, as the record of an assessment keeps it.
std::string law_text(const AssessmentLaw& law);
// A fault: no such text.
Result<plan::Scheme> scheme_of(const std::string& law);

plan::Sheet sheet_of(const ledger::Record& record);
// Items, totals and grade of the sheet.
void lay_sheet(const plan::Scheme& scheme, const plan::Sheet& sheet, ledger::Fields& fields);

}  // namespace qs::app
