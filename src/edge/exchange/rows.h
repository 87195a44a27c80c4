// 读行: the cells of a table → fields of records, each cell judged by itself.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "edge/exchange/intake.h"
#include "edge/exchange/lookup.h"

namespace qs::exchange {

// A row on its way to a record.
struct Draft {
  size_t row = 0;
  std::string id;        // from the id column; empty: none
  ledger::Fields given;  // monostate: cleared
  bool faulty = false;
};

// Gathers the faults of an import, each with its row and its column.
class FaultList {
 public:
  FaultList(const Intake& intake, ledger::Import& import);
  // `field`: as check.h names it ("plots[2].area"); empty: the whole row.
  void add(Draft& draft, const std::string& field, std::string zh, std::string en);

 private:
  const Intake& intake_;
  ledger::Import& import_;
};

// Every row of the table; references are settled: by id, by "title [id]", by a title that only one
// record has, or by one that a row of the same table will have. `new_id` names the record that a
// row makes when it has no id of its own. Only the log can fail.
Result<std::vector<Draft>> read_rows(const ledger::Kind& kind, const Intake& intake, Datum datum,
                                     const ledger::RecordLog& log, const ledger::Reach& reach,
                                     std::string_view import_id, FaultList& faults);
std::string new_id(std::string_view import_id, size_t row);

}  // namespace qs::exchange
