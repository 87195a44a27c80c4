// A mapping tied to one table's header and to the standard library: places of the columns, factors
// and unit conversions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "edge/gateway/file/mapping.h"
#include "kernel/standard/library.h"

namespace qs::gateway {

struct BoundColumn {
  size_t at = 0;  // 0-based cell
  std::string shown;
  std::string factor;               // standard code
  standard::Conversion conversion;  // from the table's unit into the factor's
  const ValueColumn* as = nullptr;  // in the mapping

  double kept(double sent) const;  // in the factor's unit
};

struct BoundTable {
  std::vector<size_t> time, site;
  std::optional<size_t> mark;
  std::vector<BoundColumn> values;
  size_t width = 0;                  // cells that a row must have at least
  std::vector<std::string> remarks;  // doubled columns that the mapping does not use
};

// `header` empty: the table has none. All faults at once in one Error.
Result<BoundTable> bind_table(const Mapping& mapping, const std::vector<std::string>& header,
                              const standard::Library& library);

}  // namespace qs::gateway
