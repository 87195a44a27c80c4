// 来表: a file of records as rows of texts under a header that is understood, whatever its format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "edge/exchange/columns.h"
#include "edge/exchange/format.h"

namespace qs::exchange {

struct IntakeRow {
  size_t number = 0;  // as ledger::ImportFault has it
  // By column; empty clears the field, nullopt says nothing about it.
  std::vector<std::optional<std::string>> cells;
};
struct Intake {
  Header header;
  std::vector<IntakeRow> rows;
  bool named_columns = false;  // JSON: the columns have names and no letters
};

// csv: UTF-8 or GB 18030, cells parted by comma, semicolon or tab; xlsx: the first sheet; geojson:
// a FeatureCollection or a list of features; json: a list of objects. Rows that only show an
// example are left out. Errors are of the whole file: not of this format, without a header,
// damaged, larger than the bounds of `table`, more than ledger::kMostImportRows.
Result<Intake> read_intake(const ledger::Kind& kind, std::string bytes, Format format);

}  // namespace qs::exchange
