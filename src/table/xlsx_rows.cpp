#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/csv.h"
#include "base/time.h"
#include "table/rows.h"
#include "table/workbook.h"

namespace qs::table {
namespace {

constexpr const char* kSharedTexts = "xl/sharedStrings.xml";
constexpr const char* kStyles = "xl/styles.xml";

// Text of a shared or inline string: plain <t> or rich text runs.
std::string text_of(const pugi::xml_node& node) {
  std::string text = node.child("t").text().get();
  for (auto run : node.children("r")) text += run.child("t").text().get();
  return text;
}

// 0-based column of a cell reference: "A7" -> 0, "AB12" -> 27; nullopt when it is none.
std::optional<size_t> column_of(std::string_view reference) {
  size_t column = 0, letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z';
       ++letters) {
    column = column * 26 + static_cast<size_t>(reference[letters] - 'A') + 1;
    if (column > kMostCells) return std::nullopt;
  }
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

// ECMA-376 Part 1, 18.8.30: the numbers of the built-in formats that show a date or a time.
bool is_date_format(unsigned number) {
  return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
         (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
}

// A format code shows a date when it has letters of one outside quotes and brackets.
bool is_date_format(std::string_view code) {
  bool quoted = false, bracket = false;
  for (size_t i = 0; i < code.size(); ++i) {
    char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\\' || c == '_') {
      ++i;
    } else if (c == '[' || c == ']') {
      bracket = c == '[';
    } else if (!bracket && std::string_view("yYdDhHmMsS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// Which styles of cells show dates, by their number.
Result<std::vector<bool>> date_styles(Workbook& book) {
  std::vector<bool> out;
  if (!book.has(kStyles)) return out;
  auto styles = book.xml(kStyles);
  if (!styles) return tl::unexpected(styles.error());
  auto sheet = styles->child("styleSheet");
  std::map<unsigned, bool> own;
  for (auto format : sheet.child("numFmts").children("numFmt"))
    own[format.attribute("numFmtId").as_uint()] =
        is_date_format(std::string_view(format.attribute("formatCode").value()));
  for (auto style : sheet.child("cellXfs").children("xf")) {
    auto number = style.attribute("numFmtId").as_uint();
    auto it = own.find(number);
    out.push_back(it != own.end() ? it->second : is_date_format(number));
  }
  return out;
}

// Days since the last of 1899 as a calendar day or time; the text itself when it is none.
std::string date_text(double serial, std::string text) {
  constexpr double kLast = 2'958'466;                   // 10000-01-01
  if (!(serial >= 61) || serial >= kLast) return text;  // before 1900-03-01 Excel counts wrongly
  constexpr auto kZero = std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
  auto ms = static_cast<int64_t>(std::llround(serial * 86'400'000.0));
  auto at = Instant{kZero} + Millis{ms} - kOffset;
  if (ms % 86'400'000 == 0) return iso(day_of(at));
  return iso(at);
}

class XlsxRows : public RowSource {
 public:
  XlsxRows(std::unique_ptr<Workbook> book, Elements rows, std::vector<std::string> texts)
      : book_(std::move(book)), rows_(std::move(rows)), texts_(std::move(texts)) {}

  Result<void> show_as_seen() {
    seen_ = true;
    auto styles = date_styles(*book_);
    if (!styles) return tl::unexpected(styles.error());
    dates_ = std::move(*styles);
    auto book = book_->xml("xl/workbook.xml");
    if (!book) return tl::unexpected(book.error());
    if (book->child("workbook").child("workbookPr").attribute("date1904").as_bool())
      epoch_ = 1462;  // days between the two beginnings
    return {};
  }

  Result<bool> next(Row& row) override {
    for (;;) {
      auto element = rows_.next();
      if (!element) return tl::unexpected(element.error());
      if (!*element) {
        done_ = true;
        return false;
      }
      row.line = element->attribute("r").as_uint(static_cast<unsigned>(row.line + 1));
      row.number = row.line;
      row.cells.clear();
      for (auto cell : element->children("c")) {
        auto at = column_of(cell.attribute("r").value()).value_or(row.cells.size());
        if (at >= kMostCells)
          return fail(fmt::format("more than {} cells", kMostCells),
                      fmt::format("row {}", row.line));
        if (row.cells.size() <= at) row.cells.resize(at + 1);
        row.cells[at] = value_of(cell);
      }
      if (std::ranges::any_of(row.cells, [](const auto& c) { return !c.empty(); })) return true;
    }
  }
  uint64_t bytes_read() const override { return done_ ? book_->size() : 0; }
  uint64_t bytes_total() const override { return book_->size(); }

 private:
  std::string value_of(const pugi::xml_node& cell) const {
    std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_of(cell.child("is"));
    std::string value = cell.child("v").text().get();
    if (type == "s") {
      size_t index = texts_.size();
      std::from_chars(value.data(), value.data() + value.size(), index);
      return index < texts_.size() ? texts_[index] : std::string{};
    }
    if (seen_ && (type.empty() || type == "n")) return seen(cell, std::move(value));
    return value;
  }

  std::string seen(const pugi::xml_node& cell, std::string value) const {
    double number = 0;
    auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault != std::errc{} || end != value.data() + value.size()) return value;
    size_t style = cell.attribute("s").as_uint();
    if (style < dates_.size() && dates_[style]) return date_text(number + epoch_, value);
    if (std::trunc(number) == number && std::abs(number) < 1e15)
      return fmt::format("{}", static_cast<int64_t>(number));
    return fmt::format("{}", number);
  }

  std::unique_ptr<Workbook> book_;
  Elements rows_;
  std::vector<std::string> texts_;
  std::vector<bool> dates_;
  double epoch_ = 0;
  bool seen_ = false, done_ = false;
};

Result<std::vector<std::string>> shared_texts(Workbook& book) {
  std::vector<std::string> texts;
  if (!book.has(kSharedTexts)) return texts;
  auto items = Elements::of(book, kSharedTexts, "si");
  if (!items) return tl::unexpected(items.error());
  for (;;) {
    auto item = items->next();
    if (!item) return tl::unexpected(item.error());
    if (!*item) return texts;
    texts.push_back(text_of(*item));
  }
}

}  // namespace

Result<std::unique_ptr<RowSource>> xlsx_rows(std::string bytes, std::string_view sheet,
                                             Cells cells) {
  auto book = Workbook::open(std::move(bytes));
  if (!book) return tl::unexpected(book.error());
  auto part = (*book)->sheet_part(sheet);
  if (!part) return tl::unexpected(part.error());
  auto texts = shared_texts(**book);
  if (!texts) return tl::unexpected(texts.error());
  auto elements = Elements::of(**book, *part, "row");
  if (!elements) return tl::unexpected(elements.error());
  auto rows = std::make_unique<XlsxRows>(std::move(*book), std::move(*elements), std::move(*texts));
  if (cells == Cells::seen)
    if (auto done = rows->show_as_seen(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::unique_ptr<RowSource>> open_xlsx(const std::filesystem::path& file,
                                             std::string_view sheet) {
  std::error_code fault;
  auto size = std::filesystem::file_size(file, fault);
  if (fault) return fail("cannot be opened", file.string());
  if (size > kMostWorkbookBytes)
    return fail(fmt::format("is larger than {} bytes; save it as CSV", kMostWorkbookBytes),
                file.string());
  auto bytes = read_file(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return xlsx_rows(std::move(*bytes), sheet);
}

}  // namespace qs::table
