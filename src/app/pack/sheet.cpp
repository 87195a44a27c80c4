#include "app/pack/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/decimal.h"

namespace qs::app {

std::optional<Sheet> Sheet::open(const std::filesystem::path& file,
                                 const std::vector<std::string>& columns,
                                 standard::Faults& faults) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  Sheet sheet;
  sheet.name_ = file.lexically_normal().string();
  sheet.faults_ = &faults;
  auto text = read_file(file);
  auto rows = text ? parse_csv(*text, sheet.name_) : tl::unexpected(text.error());
  if (!rows) {
    faults.list.push_back(rows.error());
    return sheet;
  }
  auto place = [&](size_t line) { return fmt::format("{}:{}", sheet.name_, line); };
  if (rows->empty()) {
    faults.add("has no header row", sheet.name_);
    return sheet;
  }
  sheet.header_ = rows->front().cells;
  bool sound = true;
  for (const auto& column : columns)
    if (auto n = std::count(sheet.header_.begin(), sheet.header_.end(), column); n != 1) {
      faults.add(fmt::format("column '{}' {}", column, n == 0 ? "is missing" : "stands twice"),
                 place(1));
      sound = false;
    }
  for (const auto& column : sheet.header_)
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      faults.add(fmt::format("unknown column '{}'", column), place(1));
      sound = false;
    }
  for (size_t r = 1; sound && r < rows->size(); ++r) {
    auto& row = (*rows)[r];
    if (row.cells.size() == sheet.header_.size())
      sheet.rows_.push_back(std::move(row));
    else
      faults.add(fmt::format("has {} fields where the header has {}", row.cells.size(),
                             sheet.header_.size()),
                 place(row.line));
  }
  return sheet;
}

std::vector<Sheet::Row> Sheet::rows() const {
  std::vector<Row> rows;
  for (const auto& row : rows_) rows.push_back(Row(*this, row));
  return rows;
}

std::string Sheet::Row::place() const {
  return fmt::format("{}:{}", sheet_->name_, row_->line);
}

void Sheet::Row::fault(std::string text) const {
  sheet_->faults_->add(std::move(text), place());
}

std::string Sheet::Row::text(std::string_view column) const {
  const auto& header = sheet_->header_;
  auto it = std::find(header.begin(), header.end(), column);
  return it == header.end() ? "" : row_->cells[static_cast<size_t>(it - header.begin())];
}

std::vector<std::string> Sheet::Row::words(std::string_view column) const {
  std::istringstream in(text(column));
  return {std::istream_iterator<std::string>(in), {}};
}

std::optional<double> Sheet::Row::parsed(std::string_view column, std::string_view text) const {
  auto decimal = Decimal::parse(text);
  if (!decimal) fault(fmt::format("{}: '{}' is no number", column, text));
  return decimal ? std::optional(decimal->value()) : std::nullopt;
}

std::optional<double> Sheet::Row::number(std::string_view column) const {
  auto cell = text(column);
  return cell.empty() ? std::nullopt : parsed(column, cell);
}

double Sheet::Row::number_or(std::string_view column, double otherwise) const {
  return number(column).value_or(otherwise);
}

std::vector<double> Sheet::Row::numbers(std::string_view column) const {
  std::vector<double> numbers;
  for (const auto& word : words(column))
    if (auto number = parsed(column, word)) numbers.push_back(*number);
  return numbers;
}

std::optional<Day> Sheet::Row::day(std::string_view column) const {
  auto cell = text(column);
  if (cell.empty()) return std::nullopt;
  auto day = parse_day(cell);
  if (!day) fault(fmt::format("{}: '{}' is no date; write 2026-03-01", column, cell));
  return day ? std::optional(*day) : std::nullopt;
}

bool Sheet::Row::flag(std::string_view column) const {
  auto cell = text(column);
  if (!cell.empty() && cell != "0" && cell != "1")
    fault(fmt::format("{}: '{}' is neither 1 nor 0", column, cell));
  return cell == "1";
}

standard::Source Sheet::Row::source() const {
  return {.standard = text("standard"),
          .clause = text("clause"),
          .from = day("from").value_or(Day{}),
          .until = day("until"),
          .confidence = text("confidence"),
          .note = text("note"),
          .place = place()};
}

}  // namespace qs::app
