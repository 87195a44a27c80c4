// A workbook of outside bytes, read to its last row.
#include "edge/gateway/file/rows.h"

using namespace qs;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto rows = gateway::xlsx_rows({reinterpret_cast<const char*>(data), size}, "");
  if (!rows) return 0;
  gateway::TableRow row;
  for (;;) {
    auto had = (*rows)->next(row);
    if (!had || !*had) return 0;
    check(row.cells.size() <= gateway::kMostCells, "a bounded row");
  }
}
