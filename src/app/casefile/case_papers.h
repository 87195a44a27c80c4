// 证据材料包的文书: the cover of a case's package and, of an outlet's excess, its measured part.
#pragma once

#include "app/casefile/collecting.h"
#include "edge/service/case_files.h"

namespace qs::app {

Result<std::vector<exhibit::Paper>> case_papers(const Collector& collector,
                                                const service::CaseFileAsked& asked);

}  // namespace qs::app
