// A table of a file as a stream of rows, whatever its format: nothing is held but the row at hand
// (CSV) or one bounded sheet (xlsx).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace qs::table {

inline constexpr size_t kMostRowBytes = 1 << 20;
inline constexpr size_t kMostCells = 4096;  // of one row

struct Row {
  size_t line = 0;      // 1-based: the text line it begins at, or the row of the sheet
  size_t number = 0;    // 1-based: as a spreadsheet numbers it, blank rows counted
  uint64_t offset = 0;  // byte of the file at which it begins (CSV)
  std::vector<std::string> cells;
};

class RowSource {
 public:
  virtual ~RowSource() = default;
  // The next row that is not empty; false at the end. An Error ends the table.
  virtual Result<bool> next(Row& row) = 0;
  virtual uint64_t bytes_read() const = 0;
  virtual uint64_t bytes_total() const = 0;
};

// RFC 4180 with CR, LF or CRLF; a BOM is skipped, UTF-16 is an Error. Cells are raw bytes: text in
// any encoding whose bytes of ',' and '"' mean just these (UTF-8, GBK, GB 18030).
Result<std::unique_ptr<RowSource>> open_csv(const std::filesystem::path& file, char delimiter);
std::unique_ptr<RowSource> csv_rows(std::unique_ptr<std::istream> in, uint64_t total,
                                    char delimiter);

// How the cells of a workbook come: as they are kept there (a date is a serial number), or as
// people see them: dates as ISO text, figures without the noise of the last bits.
enum class Cells : uint8_t { kept, seen };

// One sheet of an Excel workbook; `sheet` empty: the first. Cells are UTF-8 text; of a formula it
// is the result that was saved with it, and nothing outside the workbook is ever opened. Only the
// row at hand and the shared texts are held. Faults name the part: a workbook that unpacks beyond
// kMostUnpacked, damage, no such sheet.
inline constexpr uint64_t kMostWorkbookBytes = 64 << 20;
inline constexpr uint64_t kMostUnpacked = 100 << 20;  // of all the parts that are read
Result<std::unique_ptr<RowSource>> open_xlsx(const std::filesystem::path& file,
                                             std::string_view sheet);
Result<std::unique_ptr<RowSource>> xlsx_rows(std::string bytes, std::string_view sheet,
                                             Cells cells = Cells::kept);

}  // namespace qs::table
