// 文书的图表: the charts of a paper as values of its template.
#pragma once

#include "app/paper_plan.h"
#include "edge/document/value.h"
#include "kernel/ledger/record.h"

namespace qs::app {

// Adds a picture for each chart, drawn when the template asks for it; of no record: empty ones, for
// checking a template.
void add_charts(const std::vector<ChartPlan>& charts, const ledger::Record* record,
                document::Group& values);

}  // namespace qs::app
