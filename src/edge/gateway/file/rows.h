// A table of a file as a stream of rows, whatever its format: nothing is held but the row at hand
// (CSV) or one bounded sheet (xlsx).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace qs::gateway {

inline constexpr size_t kMostRowBytes = 1 << 20;
inline constexpr size_t kMostCells = 4096;  // of one row

struct TableRow {
  size_t line = 0;      // 1-based: the text line it begins at, or the row of the sheet
  uint64_t offset = 0;  // byte of the file at which it begins (CSV)
  std::vector<std::string> cells;
};

class RowSource {
 public:
  virtual ~RowSource() = default;
  // The next row that is not empty; false at the end. An Error ends the table.
  virtual Result<bool> next(TableRow& row) = 0;
  virtual uint64_t bytes_read() const = 0;
  virtual uint64_t bytes_total() const = 0;
};

// RFC 4180 with CR, LF or CRLF; a BOM is skipped, UTF-16 is an Error. Cells are raw bytes: text in
// any encoding whose bytes of ',' and '"' mean just these (UTF-8, GBK, GB 18030).
Result<std::unique_ptr<RowSource>> open_csv(const std::filesystem::path& file, char delimiter);
std::unique_ptr<RowSource> csv_rows(std::unique_ptr<std::istream> in, uint64_t total,
                                    char delimiter);

// One sheet of an Excel workbook; `sheet` empty: the first. Cells are UTF-8 text; dates are serial
// numbers, as the workbook has them. Anything that unpacks beyond kMostSheetBytes is refused.
inline constexpr uint64_t kMostWorkbookBytes = 64 << 20;
inline constexpr uint64_t kMostSheetBytes = 64 << 20;
Result<std::unique_ptr<RowSource>> open_xlsx(const std::filesystem::path& file,
                                             std::string_view sheet);
Result<std::unique_ptr<RowSource>> xlsx_rows(std::string bytes, std::string_view sheet);

}  // namespace qs::gateway
