// 列: how a kind of record lies in a table, and how a table that somebody made is read as one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/import.h"
#include "kernel/ledger/schema.h"

namespace qs::exchange {

// What people may fill in or read, in the order of the declaration: no secrets and nothing that
// only the program writes. Computed and retired fields are among them: they are read, not taken.
std::vector<const ledger::Field*> fields_of(const ledger::Kind& kind);
bool is_taken(const ledger::Field& field);

// "装机容量（MW） [capacity]": people read the first part, the import the last.
std::string header_of(const ledger::Field& field);
inline constexpr std::string_view kIdHeader = "编号 [id]";
// In the first cell of a row that only shows how to fill one in.
inline constexpr std::string_view kExample = "示例 example";
// Instead of a value that is longer than a cell of a workbook may be; such a cell changes nothing.
inline constexpr std::string_view kTooLong = "（过长，未写入表格）";

// "C" of 2, "AB" of 27.
std::string column_letter(size_t column);

// A column of somebody's table.
struct Column {
  enum class Role : uint8_t { field, id, longitude, latitude, passed_over };
  Role role = Role::passed_over;
  const ledger::Field* field =
      nullptr;         // of `field`; of a coordinate: the point that it is half of
  std::string header;  // as it stands
};

// Found by name, by either label, or by "[name]" at the end. Faults, in row `row`: doubled columns,
// required fields that have none, and unknown columns unless these are passed over, as what a map
// program adds to each feature is.
enum class Unknown : uint8_t { refused, passed_over };
struct Header {
  std::vector<Column> columns;
  std::vector<ledger::ImportFault> faults;
  std::vector<ledger::ImportRemark> remarks;
};
Header read_header(const ledger::Kind& kind, const std::vector<std::string>& cells, size_t row,
                   Unknown unknown = Unknown::refused);

// "城东热源厂 [heat-01]": a record that another refers to, for people and for the import.
std::string reference_text(std::string_view title, std::string_view id);
// The id at the end of such a text; empty: there is none.
std::string_view id_in(std::string_view text);

}  // namespace qs::exchange
