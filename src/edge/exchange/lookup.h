// Many records asked for at once, by id or by the value of a field: an import asks for thousands.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kernel/ledger/import.h"
#include "kernel/ledger/record_log.h"

namespace qs::exchange {

// Value → the records that have it, as far as the asker may read them; at most kMostAlike of each.
using Found = std::map<std::string, std::vector<ledger::Record>, std::less<>>;
inline constexpr size_t kMostAlike = 5;

// `field`: "id" or a field of text of the kind.
Result<Found> find_by(const ledger::RecordLog& log, const ledger::Kind& kind,
                      const std::string& field, const std::set<std::string>& values,
                      const ledger::Reach& reach);

// What people call a record; its id when the kind has no title of text or the record none.
std::string title_of(const ledger::Kind& kind, const ledger::Record& record);

}  // namespace qs::exchange
