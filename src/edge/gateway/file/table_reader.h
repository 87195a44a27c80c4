// Rows of a table → samples bound to series, by a mapping: the part of an import that is free of
// any log.
#pragma once

#include <functional>

#include "edge/gateway/file/mapping.h"
#include "edge/gateway/file/report.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"
#include "table/rows.h"

namespace qs::gateway {

inline constexpr size_t kMostSites = 100'000;

struct TableSink {
  // The id of a series, opened when it is new.
  std::function<Result<observe::SeriesId>(const observe::SeriesKey&)> bind;
  // Takes a batch that came from `first_line`..`last_line`; an Error ends the import.
  std::function<Result<observe::Receipt>(std::vector<observe::Sample>&&, size_t first_line,
                                         size_t last_line)>
      take;
  std::function<void(const Progress&)> progress;  // after each batch; may be empty
  std::function<void(const Refusal&)> refused;    // each one, uncut; may be empty
  size_t batch = 50'000;                          // samples in a batch, about
};

// Reads to the end. An Error is of the whole table and names the place: a missing or doubled
// column, an unknown factor or unit, a header in another encoding, a row without end. Faults of
// single rows and cells are in the report. `name` stands before places.
Result<ImportReport> read_table(table::RowSource& rows, std::string_view name,
                                const Mapping& mapping, const standard::Library& library,
                                const TableSink& sink);

}  // namespace qs::gateway
