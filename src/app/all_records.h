// Every record of a kind, page by page: what the house keeps in memory of the ledger.
#pragma once

#include <string>
#include <vector>

#include "kernel/ledger/record_log.h"

namespace qs::app {

inline constexpr size_t kMostInMemory = 200'000;  // records of one kind

// Those for which all of `where` holds, in order of their ids. Faults: of the log; more than
// kMostInMemory.
Result<std::vector<ledger::Record>> all_records(const ledger::RecordLog& records,
                                                const std::string& kind,
                                                const std::vector<ledger::Filter>& where = {});

}  // namespace qs::app
