// 文书的表格: the record's tables as a workbook in which people go on reckoning.
#pragma once

#include "app/paper_plan.h"
#include "kernel/ledger/record.h"

namespace qs::app {

// The bytes of an xlsx; its draft is written into the folder and gone afterwards. Faults: of the
// disk.
Result<std::string> paper_workbook(const PaperPlan& paper, const ledger::Record& record,
                                   const std::string& title, Instant made,
                                   const std::filesystem::path& drafts);

}  // namespace qs::app
