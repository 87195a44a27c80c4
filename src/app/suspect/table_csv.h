// A table of outlets from a CSV that nobody saw before: `time,<column>,…` at regular steps, a
// column
// `<outlet>/<factor>`, `<factor>`, `<outlet>/<factor>/mark|zs|min|max` or `<outlet>/event`.
#pragma once

#include <map>

#include "kernel/standard/library.h"
#include "kernel/suspect/table.h"

namespace qs::app {

inline constexpr size_t kMostCsvBytes = 256 << 20;

struct TableNames {
  std::map<std::string, std::string, std::less<>> columns;  // header → outlet/factor
  std::map<std::string, double, std::less<>> limits;        // factor or outlet/factor → limit
};

// Faults name line and column. Times are local (+08:00), ascending; the commonest distance is the
// step, and rows that are missing are absent.
Result<suspect::Table> suspect_table(std::string_view text, std::string_view name,
                                     const TableNames& names, const standard::Library& library);

// What a series of this factor is: a code or an alias of the library, O2, flow, load or power; all
// others are process variables.
suspect::Column suspect_column(std::string outlet, std::string_view factor,
                               const standard::Library& library);

}  // namespace qs::app
