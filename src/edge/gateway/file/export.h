// `qingshan export`: kept values as CSV (site,factor,cadence,measure,time,value,unit,mark,origin).
#pragma once

#include <functional>
#include <iosfwd>

#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::gateway {

// What to export: empty text and nullopt mean all.
struct ExportRequest {
  std::string site, factor;  // factor: code or alias
  std::optional<observe::Cadence> cadence;
  Span span;
  // Rows written so far, series done of all.
  std::function<void(uint64_t rows, size_t done, size_t all)> progress;  // may be empty
};

// Rows written: the standing versions, some series at a time and of them month by month, so that
// memory stays bounded; within a month series by series in time order. Times are ISO 8601 +08:00.
// An Error: unknown factor, a fault of the log, or the stream refuses.
Result<uint64_t> export_csv(const ExportRequest& request, const observe::SeriesLog& log,
                            const standard::Library& library, std::ostream& out);

}  // namespace qs::gateway
