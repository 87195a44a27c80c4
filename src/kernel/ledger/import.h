// 导入: a table of records handed in: checked whole, told with every fault, applied as one change,
// undone as one.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

struct ImportFault {
  size_t row = 0;  // as the sheet numbers it; of GeoJSON and JSON: the place in the list, from 1
  std::string column;  // "C"; empty: the whole row or file
  std::string field;   // as check.h names it, or the header of a column that is no field
  std::string zh, en;
};

// A record that stands already and that a row seems to be about.
struct ImportMatch {
  size_t row = 0;
  std::string id, title;
  std::string by;  // "id", a unique field, or "title": only likely, for a person to confirm
};

// Something to know that stops nothing: columns that are passed over, coordinates converted.
struct ImportRemark {
  std::string zh, en;
};

struct Import {
  enum class State : uint8_t { checked, applied, undone };

  std::string id, kind;
  std::string file, format, datum;  // "firms.xlsx", "xlsx", "GCJ02"
  State state = State::checked;
  size_t rows = 0, fresh = 0, changed = 0, same = 0;
  size_t faulty = 0;                // faults in all
  std::vector<ImportFault> faults;  // the first kMostFaultsTold
  std::vector<ImportMatch> matches;
  std::vector<ImportRemark> remarks;
  std::string by;  // who handed it in
  Instant at;
  uint64_t commit = 0;  // that applied it; 0: none
};
inline constexpr size_t kMostFaultsTold = 1'000, kMostMatchesTold = 1'000;
inline constexpr size_t kMostImportRows = 200'000;    // one import is one commit
inline constexpr size_t kMostExportRows = 1'000'000;  // of one file
inline constexpr std::string_view kImportKind = "import";
std::string_view name(Import::State state);

// What a person says about likely matches: row → id of the record that it is, "": a fresh one.
// Rows that are not named stay as they were proposed.
using ImportChoices = std::map<size_t, std::string>;

// What whoever hands a table in or takes one out may touch.
struct Reach {
  std::function<bool(const Record&)> reads, writes;
  std::function<bool(const Field&)> sees;
};

}  // namespace qs::ledger
