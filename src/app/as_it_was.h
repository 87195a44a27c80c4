// 当时: the records of a kind as they were at an earlier moment, without asking for each of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/ledger/record_log.h"

namespace qs::app {

// What people changed since, by id: each record as it was then; nullopt: there was none. What a
// pack brought along counts as if it had always stood.
using Earlier = std::map<std::string, std::optional<ledger::Record>, std::less<>>;

// Faults: of the log; more than ledger::kMaxPage revisions since.
Result<Earlier> changed_since(const ledger::RecordLog& records, const std::string& kind,
                              Instant since);
// `now`: those that stand now.
std::vector<ledger::Record> as_it_was(std::vector<ledger::Record> now, const Earlier& earlier);

}  // namespace qs::app
