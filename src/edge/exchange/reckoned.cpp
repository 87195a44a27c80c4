#include "edge/exchange/reckoned.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/decimal.h"
#include "edge/exchange/columns.h"
#include "edge/exchange/ranked_sheet.h"

namespace qs::exchange {
namespace {

using Form = SheetColumn::Form;
using Total = SheetColumn::Total;
using Figure = std::optional<double>;

constexpr double kHeaderHeight = 34;
constexpr const char* kTotal = "合计（平均）";

Figure figure_of(const CellRow& row, const std::string& name) {
  auto at = row.find(name);
  auto figure = at == row.end() ? nullptr : std::get_if<double>(&at->second);
  return figure ? Figure(*figure) : std::nullopt;
}

// One sheet of a table: what each cell says, and what that comes to.
class TableSheet {
 public:
  TableSheet(Book& book, const Sheet& sheet)
      : book_(book), sheet_(sheet), page_(book.add_sheet(sheet.name)) {}

  void write() {
    worksheet_set_row(page_, 0, kHeaderHeight, nullptr);
    worksheet_freeze_panes(page_, 1, 1);
    for (size_t c = 0; c < sheet_.columns.size(); ++c) {
      const auto& column = sheet_.columns[c];
      worksheet_set_column(page_, at(c), at(c), column.width, nullptr);
      put_text(page_, 0, at(c), column.label, book_.look(Look::header));
      write_column(c);
    }
    if (!sheet_.rows.empty() && !sheet_.columns.empty())
      worksheet_autofilter(page_, 0, 0, last(), at(sheet_.columns.size() - 1));
  }

 private:
  static uint16_t at(size_t column) { return static_cast<uint16_t>(column); }
  uint32_t last() const { return static_cast<uint32_t>(sheet_.rows.size()); }

  // The column in which the value stands as it is; the pack's check saw that there is one.
  size_t plain(const std::string& name) const {
    auto at = std::ranges::find_if(sheet_.columns, [&](const SheetColumn& column) {
      return column.form == Form::plain && column.first == name;
    });
    check(at != sheet_.columns.end(), "a formula refers to a plain column of its sheet");
    return static_cast<size_t>(at - sheet_.columns.begin());
  }
  std::string cell(const std::string& name, uint32_t row) const {
    return fmt::format("{}{}", column_letter(plain(name)), row + 1);
  }
  std::string range(const std::string& name) const {
    return fmt::format("{0}$2:{0}${1}", column_letter(plain(name)), last() + 1);
  }

  std::vector<double> figures(const std::string& name) const {
    std::vector<double> out;
    for (const auto& row : sheet_.rows)
      if (auto figure = figure_of(row, name)) out.push_back(*figure);
    return out;
  }
  double sum(const std::string& name) const {
    double out = 0;
    for (auto figure : figures(name)) out += figure;
    return out;
  }

  Figure reckoned(const SheetColumn& column, const CellRow& row) const {
    auto first = figure_of(row, column.first), second = figure_of(row, column.second);
    if (!first) return std::nullopt;
    switch (column.form) {
      case Form::difference:
        return second ? Figure(rounded(*first - *second)) : std::nullopt;
      case Form::ratio:
        return second.value_or(0) != 0 ? Figure(*first / *second) : std::nullopt;
      case Form::share:
        return sum(column.first) != 0 ? Figure(*first / sum(column.first)) : std::nullopt;
      case Form::rank:
        return place_among(figures(column.first), *first, column.low);
      case Form::plain:
        break;
    }
    return first;
  }

  std::string formula(const SheetColumn& column, uint32_t row) const {
    auto first = cell(column.first, row);
    switch (column.form) {
      case Form::difference: {
        auto second = cell(column.second, row);
        return fmt::format("=IF(AND(ISNUMBER({0}),ISNUMBER({1})),ROUND({0}-{1},6),\"\")", first,
                           second);
      }
      case Form::ratio: {
        auto second = cell(column.second, row);
        return fmt::format("=IF(OR(NOT(ISNUMBER({0})),N({1})=0),\"\",{0}/{1})", first, second);
      }
      case Form::share:
        return fmt::format("=IF(OR(NOT(ISNUMBER({0})),SUM({1})=0),\"\",{0}/SUM({1}))", first,
                           range(column.first));
      case Form::rank:
        return fmt::format("=IF(ISNUMBER({0}),RANK({0},{1},{2}),\"\")", first, range(column.first),
                           column.low ? 1 : 0);
      case Form::plain:
        break;
    }
    return {};
  }

  lxw_format* look_of(const SheetColumn& column) {
    bool part = column.form == Form::ratio || column.form == Form::share;
    return part ? book_.look(Look::percent) : nullptr;
  }

  void write_column(size_t c) {
    const auto& column = sheet_.columns[c];
    for (uint32_t r = 1; r <= last(); ++r) {
      const auto& row = sheet_.rows[r - 1];
      if (column.form != Form::plain) {
        put_formula(page_, r, at(c), formula(column, r), reckoned(column, row), look_of(column));
        continue;
      }
      auto known = row.find(column.first);
      if (known == row.end()) continue;
      if (auto figure = std::get_if<double>(&known->second))
        put_number(page_, r, at(c), *figure, nullptr);
      if (auto text = std::get_if<std::string>(&known->second))
        put_text(page_, r, at(c), *text, book_.look(Look::wrapped));
    }
    write_total(c);
  }

  void write_total(size_t c) {
    bool totalled = std::ranges::any_of(
        sheet_.columns, [](const SheetColumn& one) { return one.total != Total::none; });
    if (!totalled || sheet_.rows.empty()) return;
    const auto& column = sheet_.columns[c];
    auto row = last() + 1;
    if (c == 0) put_text(page_, row, 0, kTotal, book_.look(Look::header));
    if (column.total == Total::none) return;
    if (column.form == Form::ratio) {
      CellRow whole{{column.first, sum(column.first)}, {column.second, sum(column.second)}};
      return put_formula(page_, row, at(c), formula(column, row), reckoned(column, whole),
                         look_of(column));
    }
    auto letter = column_letter(c);
    auto all = fmt::format("{0}2:{0}{1}", letter, row);
    bool mean = column.total == Total::mean;
    double total = 0;
    size_t count = 0;
    for (const auto& one : sheet_.rows)
      if (auto figure = reckoned(column, one)) total += *figure, ++count;
    Figure value = mean ? count ? Figure(total / static_cast<double>(count)) : std::nullopt : total;
    put_formula(page_, row, at(c),
                mean ? fmt::format("=IF(COUNT({0})=0,\"\",AVERAGE({0}))", all)
                     : fmt::format("=SUM({})", all),
                value, look_of(column));
  }

  Book& book_;
  const Sheet& sheet_;
  lxw_worksheet* page_;
};

}  // namespace

double rounded(double value) {
  return round_half_even(value, kReckonedPlaces);
}

double place_among(const std::vector<double>& all, double value, bool low) {
  auto before =
      std::ranges::count_if(all, [&](double other) { return low ? other < value : other > value; });
  return static_cast<double>(before) + 1;
}

Result<void> write_reckoned(const std::vector<Sheet>& sheets, const std::string& title,
                            Instant made, const std::filesystem::path& file) {
  auto book = Book::create(file, true);
  if (!book) return tl::unexpected(book.error());
  book->tell(title, made);
  for (const auto& sheet : sheets) {
    if (sheet.form == Sheet::Form::ranking)
      write_ranked(*book, sheet);
    else
      TableSheet(*book, sheet).write();
  }
  return book->close();
}

}  // namespace qs::exchange
