#include "edge/exchange/workbook.h"

#include <xlsxwriter.h>

#include <algorithm>

#include "edge/exchange/columns.h"

namespace qs::exchange {
namespace {

size_t characters(std::string_view text) {  // as Excel counts: UTF-16
  size_t count = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    count += (byte & 0xC0) != 0x80 ? (byte >= 0xF0 ? 2 : 1) : 0;
  }
  return count;
}

}  // namespace

Result<Book> Book::create(const std::filesystem::path& file, bool in_memory) {
  lxw_workbook_options options{};
  options.constant_memory = in_memory ? LXW_FALSE : LXW_TRUE;
  auto folder = file.parent_path().string();
  options.tmpdir = folder.empty() ? nullptr : folder.data();
  auto book = workbook_new_opt(file.c_str(), &options);
  if (!book) return fail("cannot be written", file.string());
  return Book(file, book);
}

Book::Book(std::filesystem::path file, lxw_workbook* book) : file_(std::move(file)), book_(book) {}

Book::Book(Book&& other) noexcept
    : file_(std::move(other.file_)),
      book_(std::exchange(other.book_, nullptr)),
      looks_(other.looks_) {}

Book::~Book() {
  if (book_) lxw_workbook_free(book_);
}

lxw_worksheet* Book::add_sheet(const std::string& name) {
  auto sheet = workbook_add_worksheet(book_, name.c_str());
  check(sheet != nullptr, "a sheet's name is short and unlike the others");
  return sheet;
}

lxw_format* Book::look(Look look) {
  auto& format = looks_[static_cast<size_t>(look)];
  if (format) return format;
  format = workbook_add_format(book_);
  switch (look) {
    case Look::header:
    case Look::required:
      format_set_bold(format);
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
      format_set_bg_color(format, look == Look::required ? 0xFCE4D6 : 0xDDEBF7);
      format_set_border(format, LXW_BORDER_THIN);
      break;
    case Look::text:
      format_set_num_format(format, "@");
      break;
    case Look::day:
      format_set_num_format(format, "yyyy-mm-dd");
      break;
    case Look::instant:
      format_set_num_format(format, "yyyy-mm-dd hh:mm:ss");
      break;
    case Look::money:
      format_set_num_format(format, "#,##0.00");
      break;
    case Look::percent:
      format_set_num_format(format, "0.0%");
      break;
    case Look::example:
      format_set_italic(format);
      format_set_font_color(format, 0x808080);
      break;
    case Look::wrapped:
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
      break;
    case Look::plain:
      break;
  }
  return format;
}

void Book::tell(const std::string& title, Instant made) {
  lxw_doc_properties told{};
  std::string kept = title;  // the library copies it
  told.title = kept.data();
  told.created = std::chrono::system_clock::to_time_t(made);
  workbook_set_properties(book_, &told);
}

Result<void> Book::close() {
  auto done = workbook_close(std::exchange(book_, nullptr));
  if (done == LXW_NO_ERROR) return {};
  return fail(lxw_strerror(done), file_.string());
}

void put_text(lxw_worksheet* sheet, uint32_t row, uint16_t column, std::string_view text,
              lxw_format* look) {
  std::string kept(characters(text) > kLongestCell ? kTooLong : text);
  worksheet_write_string(sheet, row, column, kept.c_str(), look);
}

void put_number(lxw_worksheet* sheet, uint32_t row, uint16_t column, double number,
                lxw_format* look) {
  worksheet_write_number(sheet, row, column, number, look);
}

bool put_instant(lxw_worksheet* sheet, uint32_t row, uint16_t column, Instant at,
                 lxw_format* look) {
  constexpr auto kZero = std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
  auto ms = (at + kOffset - Instant{kZero}).count();
  auto serial = static_cast<double>(ms) / 86'400'000.0;
  if (serial < 61 || serial >= 2'958'466) return false;
  worksheet_write_number(sheet, row, column, serial, look);
  return true;
}

void put_formula(lxw_worksheet* sheet, uint32_t row, uint16_t column, const std::string& formula,
                 std::optional<double> value, lxw_format* look) {
  if (!value) return put_formula(sheet, row, column, formula, "", look);
  worksheet_write_formula_num(sheet, row, column, formula.c_str(), look, *value);
}

void put_formula(lxw_worksheet* sheet, uint32_t row, uint16_t column, const std::string& formula,
                 const char* value, lxw_format* look) {
  worksheet_write_formula_str(sheet, row, column, formula.c_str(), look, value);
}

}  // namespace qs::exchange
