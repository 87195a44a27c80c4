// `qingshan import`: a file of values into the series memory.
#pragma once

#include <filesystem>
#include <functional>

#include "edge/gateway/file/mapping.h"
#include "edge/gateway/file/report.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::gateway {

struct ImportRequest {
  std::filesystem::path file;  // .xlsx is a workbook, anything else CSV
  const Mapping* mapping = nullptr;
  Instant received;  // now
  std::string by = "import";
  std::string reason;
  std::function<void(const Progress&)> progress;  // may be empty
  std::function<void(const Refusal&)> refused;    // each one, uncut; may be empty
};

// In batches, each atomic and durable, each with a raw frame that says which lines of which file it
// came from. A second import of the same file keeps nothing and says "repeated". The file is read
// once, as a stream. What was taken before an Error stays; repeat the import after the repair.
Result<ImportReport> import_file(const ImportRequest& request, observe::SeriesLog& log,
                                 const standard::Library& library);

// The report as text for people: the faults by reason, the first lines of each.
std::string describe(const ImportReport& report);

}  // namespace qs::gateway
