// Sheets of a workbook as this house makes them: one look for exports and templates. Over
// libxlsxwriter, with bounded memory: rows are written from top to bottom and not held.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace qs::exchange {

inline constexpr size_t kLongestCell = 32'767;        // characters, of Excel
inline constexpr uint32_t kLastSheetRow = 1'048'575;  // from 0

enum class Look : uint8_t {
  plain,
  header,
  required,
  text,
  day,
  instant,
  money,
  example,
  wrapped,
  percent
};

class Book {
 public:
  // `in_memory`: rows may be written in any order; for small sheets.
  static Result<Book> create(const std::filesystem::path& file, bool in_memory);
  ~Book();
  Book(Book&&) noexcept;
  Book& operator=(Book&&) = delete;

  lxw_worksheet* add_sheet(const std::string& name);
  lxw_format* look(Look look);
  // In the file's properties; without it the clock of the machine would stand there.
  void tell(const std::string& title, Instant made);
  Result<void> close();  // on disk when it returns

 private:
  Book(std::filesystem::path file, lxw_workbook* book);
  std::filesystem::path file_;
  lxw_workbook* book_;
  std::array<lxw_format*, 10> looks_{};
};

// Cells. A text is never taken for a formula; one that is longer than a cell may be becomes
// kTooLong. A day before 1900-03-01 is written as text.
void put_text(lxw_worksheet* sheet, uint32_t row, uint16_t column, std::string_view text,
              lxw_format* look);
void put_number(lxw_worksheet* sheet, uint32_t row, uint16_t column, double number,
                lxw_format* look);
bool put_instant(lxw_worksheet* sheet, uint32_t row, uint16_t column, Instant at, lxw_format* look);

// A formula with what it comes to, for whoever shows the file without computing; nullopt: an empty
// text.
void put_formula(lxw_worksheet* sheet, uint32_t row, uint16_t column, const std::string& formula,
                 std::optional<double> value, lxw_format* look);
void put_formula(lxw_worksheet* sheet, uint32_t row, uint16_t column, const std::string& formula,
                 const char* value, lxw_format* look);

}  // namespace qs::exchange
