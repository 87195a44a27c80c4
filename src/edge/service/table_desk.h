// 表格台: the seam to what makes files of records and records of files.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "edge/service/service.h"
#include "kernel/ledger/import.h"
#include "kernel/ledger/query.h"

namespace qs::service {

struct ExportAsked {
  ledger::Query query;
  std::string format;  // "xlsx", "csv", "geojson", "json"
  ledger::Reach reach;
  std::function<Result<void>(std::vector<ledger::Record>& page)> show;  // hides what must be
};
struct TableHandedIn {
  std::string kind, file, format, datum;  // an empty datum: CGCS2000
  std::string bytes;
  ledger::Reach reach;
};

// Callable from any thread. An Import comes as JSON text, as docs/api.md shows it.
class TableDesk {
 public:
  virtual ~TableDesk() = default;
  virtual Outcome<SentFile> blank(const ledger::Kind& kind, const ledger::Reach& reach) = 0;
  virtual Outcome<SentFile> hand_out(const ExportAsked& asked) = 0;
  virtual Outcome<std::string> hand_in(const TableHandedIn& table, const Doing& doing) = 0;
  virtual Outcome<std::string> told(std::string_view import) = 0;
  // One commit; a conflict names what was changed since the check.
  virtual Outcome<std::string> apply(std::string_view import, const ledger::ImportChoices& choices,
                                     const ledger::Reach& reach, const Doing& doing) = 0;
  // One commit; a conflict names what was changed since it was applied.
  virtual Outcome<std::string> undo(std::string_view import, const Doing& doing) = 0;
};

}  // namespace qs::service
