// The result of a check as JSON: what docs/api.md calls Import, and what is kept beside the file.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kernel/ledger/import.h"

namespace qs::exchange {

// An import as it is kept: also the revision that each matched record had when it was checked.
struct Report {
  ledger::Import import;
  std::map<std::string, uint64_t> seen;  // by id
};

std::string json_text(const ledger::Import& import);
std::string kept_text(const Report& report);
Result<Report> report_of(std::string_view kept);

}  // namespace qs::exchange
