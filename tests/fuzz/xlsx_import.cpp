// A workbook of outside bytes, read to its last row.
#include "table/rows.h"

using namespace qs;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto rows = table::xlsx_rows({reinterpret_cast<const char*>(data), size}, "");
  if (!rows) return 0;
  table::Row row;
  for (;;) {
    auto had = (*rows)->next(row);
    if (!had || !*had) return 0;
    check(row.cells.size() <= table::kMostCells, "a bounded row");
  }
}
