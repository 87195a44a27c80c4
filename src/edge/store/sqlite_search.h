// What SQLite keeps beside a kind's table to find records by words (FTS5) and by place (R*Tree),
// both by the record's row. Writing is within the caller's transaction.
#pragma once

#include "edge/store/sqlite_session.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::store {

std::string words_table(std::string_view kind);   // rowid, words
std::string places_table(std::string_view kind);  // row, west, east, south, north

// Makes what the kind wants, fills it anew when other fields are searched or placed than before,
// drops what it no longer wants.
Result<void> make_side_indexes(lite::Session& db, const ledger::Kind& kind);

// A record's fields were `before` (empty: it is new) and are `after` (empty: it is erased).
Result<void> keep_side_indexes(lite::Session& db, const ledger::Kind& kind, int64_t row,
                               const ledger::Fields& before, const ledger::Fields& after);

}  // namespace qs::store
