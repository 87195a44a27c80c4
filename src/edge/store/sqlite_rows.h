// How records lie in SQLite: names of tables and columns, values bound and read back.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "edge/store/record_rules.h"
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

// In a query, which calls the table `t`.
inline std::string column_in(std::string_view field) {
  return "t." + column_of(field);
}

// "t.id, t.revision, t.fields..." in the order that record_at() reads.
std::string columns_of(const ledger::Kind& kind);
ledger::Record record_at(const lite::Statement& row, const ledger::Kind& kind);
struct NumberedRecord {
  ledger::Record record;
  int64_t number = 0;  // in the table and its side indexes
};
Result<std::optional<NumberedRecord>> read_row(lite::Session& session, const ledger::Kind& kind,
                                    std::string_view id);
Result<std::optional<ledger::Record>> read_record(lite::Session& session, const ledger::Kind& kind,
                                                  std::string_view id);
ledger::Value value_at(const lite::Statement& row, int column, Shape shape);
void bind_value(lite::Statement& statement, const ledger::Value& value);

// A piece of SQL with the values of its parameters in order.
struct Sql {
  std::string text;
  std::vector<ledger::Value> values;
};
void bind_all(lite::Statement& statement, const Sql& sql);

}  // namespace qs::store
