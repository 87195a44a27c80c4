#include <xlsxwriter.h>

#include <cmath>

#include "edge/exchange/columns.h"
#include "edge/exchange/workbook.h"
#include "edge/exchange/writer.h"
#include "kernel/ledger/check.h"

namespace qs::exchange {

using ledger::Field;
using ledger::FieldType;

namespace {

constexpr double kHeaderHeight = 34;

double width_of(const Field& field) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::reference:
    case FieldType::credit_code:
    case FieldType::period:
    case FieldType::point:
      return 24;
    case FieldType::long_text:
    case FieldType::table:
      return 40;
    case FieldType::instant:
      return 20;
    default:
      return 14;
  }
}

class XlsxWriter final : public Writer {
 public:
  XlsxWriter(Book book, const ledger::Kind& kind, Columns columns)
      : book_(std::move(book)), columns_(std::move(columns)) {
    sheet_ = book_.add_sheet(sheet_name(kind));
    worksheet_set_row(sheet_, 0, kHeaderHeight, nullptr);
    worksheet_freeze_panes(sheet_, 1, 1);
    worksheet_set_column(sheet_, 0, 0, 18, nullptr);
    put_text(sheet_, 0, 0, kIdHeader, book_.look(Look::header));
    for (size_t i = 0; i < columns_.size(); ++i) {
      auto at = static_cast<lxw_col_t>(i + 1);
      worksheet_set_column(sheet_, at, at, width_of(*columns_[i]), nullptr);
      put_text(sheet_, 0, at, header_of(*columns_[i]), book_.look(Look::header));
    }
  }

  void add(const ledger::Record& record, const Titles& titles) override {
    ++row_;
    put_text(sheet_, row_, 0, record.id, book_.look(Look::text));
    for (size_t i = 0; i < columns_.size(); ++i) {
      auto it = record.fields.find(columns_[i]->name);
      if (it != record.fields.end())
        put(static_cast<lxw_col_t>(i + 1), *columns_[i], it->second, titles);
    }
  }

  Result<void> finish() override {
    worksheet_autofilter(sheet_, 0, 0, row_, static_cast<lxw_col_t>(columns_.size()));
    return book_.close();
  }

 private:
  // Sheets have names of at most 31 characters without some signs.
  static std::string sheet_name(const ledger::Kind& kind) {
    auto name = kind.label_zh;
    std::erase_if(name, [](char c) {
      return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos;
    });
    return name.empty() || name.size() > 31 ? kind.name.substr(0, 31) : name;
  }

  void put(lxw_col_t column, const Field& field, const ledger::Value& value, const Titles& titles) {
    auto integer = std::get_if<int64_t>(&value);
    auto figure = std::get_if<double>(&value);
    constexpr double kExact = 9e15;  // larger ones would lose digits
    if (field.type == FieldType::instant && integer &&
        put_instant(sheet_, row_, column, from_ms(*integer), book_.look(Look::instant)))
      return;
    if (field.type == FieldType::integer && integer &&
        std::abs(static_cast<double>(*integer)) < kExact)
      return put_number(sheet_, row_, column, static_cast<double>(*integer), nullptr);
    if (figure)
      return put_number(sheet_, row_, column, *figure,
                        field.type == FieldType::money ? book_.look(Look::money) : nullptr);
    auto text = cell_text(field, value, titles);
    if (field.type == FieldType::day)
      if (auto day = parse_day(text);
          day && put_instant(sheet_, row_, column, start_of(*day), book_.look(Look::day)))
        return;
    put_text(sheet_, row_, column, text, book_.look(Look::text));
  }

  Book book_;
  Columns columns_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

Result<std::unique_ptr<Writer>> xlsx_writer(const std::filesystem::path& file,
                                            const ledger::Kind& kind, Columns columns) {
  return Book::create(file, false).map([&](Book book) -> std::unique_ptr<Writer> {
    return std::make_unique<XlsxWriter>(std::move(book), kind, std::move(columns));
  });
}

}  // namespace qs::exchange
