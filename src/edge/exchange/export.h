// 导出: the records of a query as a file that people read and the import takes back.
#pragma once

#include <filesystem>
#include <functional>

#include "edge/exchange/format.h"
#include "kernel/ledger/import.h"
#include "kernel/ledger/record_log.h"

namespace qs::exchange {

struct ExportOrder {
  ledger::Query query;  // its limit and page are not asked
  Format format = Format::xlsx;
  const ledger::Reach* reach = nullptr;  // `reads` which records, `sees` which columns
  // Leaves of a page what this asker may see; may be empty: all.
  std::function<Result<void>(std::vector<ledger::Record>& page)> show = {};
  std::function<void(size_t written)> progress = {};  // after each page; may be empty
};

// Page by page, so that memory holds one page whatever the size. Answers how many were written.
// Errors: of the log and the disk; more than ledger::kMostExportRows (no file is left then).
Result<size_t> export_records(const ExportOrder& order, const ledger::RecordLog& log,
                              const std::filesystem::path& file);

}  // namespace qs::exchange
