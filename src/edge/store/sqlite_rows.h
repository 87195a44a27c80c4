// How records lie in SQLite: names of tables and columns, values bound and read back.
#pragma once

#include <fmt/format.h>

#include <string>

#include "edge/store/sqlite_session.h"
#include "kernel/ledger/record_log.h"

namespace qs::store {

// Only for names that passed plain_name().
inline std::string table_of(std::string_view kind) {
  return fmt::format("\"ledger_{}\"", kind);
}
inline std::string column_of(std::string_view field) {
  return fmt::format("\"{}\"", field);
}

// "id, revision, fields..." in the order that record_at() reads.
std::string columns_of(const ledger::Kind& kind);
ledger::Record record_at(const lite::Statement& row, const ledger::Kind& kind);
Result<std::optional<ledger::Record>> read_record(lite::Session& session, const ledger::Kind& kind,
                                                  std::string_view id);
void bind_value(lite::Statement& statement, const ledger::Value& value);

// A checked query as SQL; every value is a parameter, in the order of `bind_filters`.
std::string where_of(const ledger::Query& query);
void bind_filters(lite::Statement& statement, const ledger::Query& query);

}  // namespace qs::store
