// How kinds become tables in SQLite. All of it within the caller's transaction.
#pragma once

#include <string>
#include <vector>

#include "edge/store/sqlite_session.h"
#include "kernel/ledger/schema.h"

namespace qs::store {

// Makes or widens the kind's typed table and its indexes; an older layout is rebuilt. A column that
// is not declared goes when it is empty and is a retired field of the kind that comes back when
// not.
Result<ledger::Kind> make_table(lite::Session& db, const ledger::Kind& kind);

// The fields of each index of the kind's table, the record's id alone too. All end with the id, in
// which pages are ordered.
std::vector<std::vector<std::string>> indexes_of(const ledger::Kind& kind);

// A kind as its table has it, whether or not it is declared in this run.
Result<std::vector<ledger::Kind>> stored_kinds(lite::Session& db);

}  // namespace qs::store
