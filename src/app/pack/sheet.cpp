#include "app/pack/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/decimal.h"

namespace qs::app {

std::optional<Sheet> Sheet::open(const std::filesystem::path& file, standard::Faults& faults) {
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
  if (rows->empty()) {
    faults.add("has no header row", sheet.name_);
    return sheet;
  }
  sheet.header_ = rows->front().cells;
  for (const auto& column : sheet.header_)
    if (std::count(sheet.header_.begin(), sheet.header_.end(), column) > 1) {
      faults.add(fmt::format("column '{}' stands twice", column), sheet.place());
      return sheet;
    }
  sheet.take(std::move(*rows));
  return sheet;
}

std::optional<Sheet> Sheet::open(const std::filesystem::path& file,
                                 const std::vector<std::string>& columns,
                                 standard::Faults& faults) {
  auto sheet = open(file, faults);
  if (!sheet || sheet->header_.empty()) return sheet;
  auto among = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  bool sound = true;
  auto fault = [&](std::string text) {
    faults.add(std::move(text), sheet->place());
    sound = false;
  };
  for (const auto& column : columns)
    if (!among(sheet->header_, column)) fault(fmt::format("column '{}' is missing", column));
  for (const auto& column : sheet->header_)
    if (!among(columns, column)) fault(fmt::format("unknown column '{}'", column));
  if (!sound) sheet->rows_.clear();
  return sheet;
}

void Sheet::take(std::vector<CsvRow> rows) {
  for (size_t r = 1; r < rows.size(); ++r)
    if (rows[r].cells.size() == header_.size())
      rows_.push_back(std::move(rows[r]));
    else
      faults_->add(fmt::format("has {} fields where the header has {}", rows[r].cells.size(),
                               header_.size()),
                   fmt::format("{}:{}", name_, rows[r].line));
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
