// Which way to the rows of a question is short. SQLite cannot tell a frequent value from a rare one
// here, so the plan looks: it counts, up to kFew, what each index would give.
#pragma once

#include <set>

#include "edge/store/query_rules.h"
#include "edge/store/sqlite_rows.h"

namespace qs::store {

// Rows that are gathered and sorted rather than met one by one in the order asked for. Both ways
// take some 50 ms for a page of 100 at this figure when a kind has a million records.
inline constexpr size_t kFew = 10'000;
// The same when an index holds all that is filtered and sorted by: no row is read to be sorted.
inline constexpr size_t kFewOfIndex = 100'000;

struct Plan {
  enum class Drive : uint8_t { table, words, places } drive = Drive::table;
  bool few = false;               // gather, then sort: no index for the order
  std::set<std::string> ignored;  // filtered fields whose indexes would spoil the order
};

// For rows in the question's order, of which a page is wanted.
Result<Plan> plan_page(lite::Session& db, const ledger::Kind& kind, const Question& question);
// For all rows, grouped by a field or ("") not at all.
Result<Plan> plan_all(lite::Session& db, const ledger::Kind& kind, const Question& question,
                      std::string_view group);

// Conditions as SQL. Filters on ignored fields are hidden from the indexes.
Sql filters_of(const ledger::Query& query, const std::set<std::string>& ignored);
// Rows of the places table whose bounds meet all that is asked; `metres` instead of near's.
Sql bounds_of(const Question& question, double metres);

void add(Sql& sql, const char* between, const Sql& more);

}  // namespace qs::store
