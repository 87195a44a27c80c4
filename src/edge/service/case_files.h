// 证据材料包的文书: what a desk of papers can also do that knows what was measured; implemented by
// app.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "exhibit/parcel.h"
#include "kernel/ledger/record.h"

namespace qs::service {

// A case that somebody seals.
struct CaseFileAsked {
  const ledger::Record& file;     // the case
  const nlohmann::json& entries;  // its story, as exhibit::chained
  size_t evidence = 0;            // pieces
  std::string sealed_by;          // user
  Instant at;
};

// Callable from any thread.
class CaseFiles {
 public:
  virtual ~CaseFiles() = default;
  // The cover, and of an outlet's excess the measured part: values, frames, law, verdicts, device.
  // Only sealing.json says when it was sealed; all else is of the case's state. Faults: more than a
  // package takes.
  virtual Result<std::vector<exhibit::Paper>> case_papers(const CaseFileAsked& asked) const = 0;
};

}  // namespace qs::service
