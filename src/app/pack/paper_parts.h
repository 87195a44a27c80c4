// 文书的图表和表格: [[chart]] and [[sheet]] of papers/<id>.toml.
#pragma once

#include "app/pack/toml.h"
#include "app/paper_plan.h"

namespace qs::app {

std::vector<ChartPlan> charts_of(TomlTable& t);
std::vector<SheetPlan> sheets_of(TomlTable& t);
// Every table and column that they name is the kind's, and every formula's column stands in its
// sheet.
void check_parts(const ledger::Kind& kind, const PaperPlan& paper, standard::Faults& faults);

}  // namespace qs::app
