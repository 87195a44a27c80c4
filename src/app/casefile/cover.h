// 封面与目录: the readable sheet of a case's evidence package, Chinese first, English beside.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/casefile/reckoning.h"
#include "edge/document/paper.h"
#include "kernel/ledger/record.h"

namespace qs::app {

struct CoverFacts {
  const ledger::Record& file;      // the case
  const nlohmann::json& entries;   // as exhibit::chained
  size_t evidence = 0;             // pieces
  const Matter* matter = nullptr;  // none: nothing was measured
  const std::vector<Reckoned>* reckoned = nullptr;
};
document::Paper cover_paper(const CoverFacts& facts);

}  // namespace qs::app
