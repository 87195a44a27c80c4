// 导入核对: a whole file against the ledger: which rows are new records, which change one, and what
// is wrong with each. Nothing is written here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "edge/exchange/format.h"
#include "kernel/ledger/import.h"
#include "kernel/ledger/record_log.h"

namespace qs::exchange {

struct HandedIn {
  std::string id;  // of the import
  std::string kind, file, bytes;
  Format format = Format::xlsx;
  Datum datum = Datum::cgcs2000;
  ledger::ImportChoices choices;  // what a person said about likely matches
};

struct Checked {
  ledger::Import import;
  // What applying it writes, with the revisions that were seen; empty while there are faults.
  std::vector<ledger::Write> writes;
  std::map<size_t, std::string> records;  // row → id of its record, of every sound row
};

// Existing records are matched by the id column, otherwise by unique fields, otherwise proposed by
// title (and street). What a row does not say stays as it is. The same input gives the same ids.
// Errors are of the whole file or of the log; faults of rows are in the import.
Result<Checked> check_import(const HandedIn& given, const ledger::RecordLog& log,
                             const ledger::Reach& reach);

}  // namespace qs::exchange
