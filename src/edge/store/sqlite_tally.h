// 计数: how many records of a kind have each value of a field, kept by the commit that changes
// them, so that a tally of a whole kind reads some rows instead of every record.
#pragma once

#include "edge/store/reference_rules.h"
#include "edge/store/sqlite_session.h"

namespace qs::store {

// Fields of few values: choices, yes or no, texts that the pack wants to list by.
bool is_counted(const ledger::Field& field);

// Counted anew where the kind's declaration now counts other fields.
Result<void> make_counts(lite::Session& db, const ledger::Kind& kind);
// What the commit changed.
Result<void> keep_counts(lite::Session& db, const Changes& changes);
// Every value of a counted field, the most frequent first, then by value; absent ones too.
Result<std::vector<ledger::Tally>> kept_counts(lite::Session& db, const ledger::Kind& kind,
                                               const ledger::Field& field);

}  // namespace qs::store
