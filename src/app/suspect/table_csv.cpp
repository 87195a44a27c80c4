#include "app/suspect/table_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/csv.h"

namespace qs::app {
namespace {

enum class Part : uint8_t { value, mark, converted, least, greatest, event };

struct Header {
  std::string outlet, factor;
  Part part = Part::value;
  size_t column = 0;  // of the table
};

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  for (char c : name)
    if (c == '/')
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

std::optional<Part> part_of(std::string_view word) {
  if (word == "mark") return Part::mark;
  if (word == "zs") return Part::converted;
  if (word == "min") return Part::least;
  if (word == "max") return Part::greatest;
  return std::nullopt;
}

Result<Header> header_of(const std::string& name, const TableNames& names) {
  auto renamed = names.columns.find(name);
  auto parts = parts_of(renamed == names.columns.end() ? name : renamed->second);
  Header header;
  if (parts.back() == "event" && parts.size() <= 2) {
    header.part = Part::event;
    if (parts.size() == 2) header.outlet = parts[0];
    return header;
  }
  if (auto part = part_of(parts.back()); part && parts.size() > 1) {
    header.part = *part;
    parts.pop_back();
  }
  if (parts.size() > 2 || parts.back().empty())
    return fail(fmt::format("'{}' is not <outlet>/<factor>", name));
  header.factor = parts.back();
  if (parts.size() == 2) header.outlet = parts[0];
  return header;
}

struct Reader {
  const std::vector<CsvRow>& rows;
  std::string_view name;
  const TableNames& names;
  const standard::Library& library;
  std::vector<Header> headers;  // beside the cells after `time`
  std::vector<size_t> places;   // the table's row of each CSV row after the header
  suspect::Table table;

  std::string place(size_t row, size_t cell) const {
    return fmt::format("{}:{}, column {}", name, rows[row].line, cell + 1);
  }

  Result<void> read_header() {
    const auto& cells = rows[0].cells;
    if (cells[0] != "time") return fail("the first column must be `time`", place(0, 0));
    for (size_t i = 1; i < cells.size(); ++i) {
      auto header = header_of(cells[i], names);
      if (!header) return fail(header.error().text, place(0, i));
      if (header->part != Part::event) {
        auto column = suspect_column(header->outlet, header->factor, library);
        auto same = std::ranges::find_if(table.columns, [&](const suspect::Column& c) {
          return c.outlet == column.outlet && c.factor == column.factor;
        });
        header->column = static_cast<size_t>(same - table.columns.begin());
        bool twice = std::ranges::any_of(headers, [&](const Header& h) {
          return h.part == header->part && h.column == header->column && h.part != Part::event;
        });
        if (same != table.columns.end() && twice)
          return fail(fmt::format("'{}' stands twice", cells[i]), place(0, i));
        if (same == table.columns.end()) table.columns.push_back(std::move(column));
      }
      headers.push_back(*header);
    }
    if (table.columns.empty()) return fail("has no column beside the time", place(0, 0));
    if (table.columns.size() > suspect::kMostColumns)
      return fail(fmt::format("more than {} columns", suspect::kMostColumns), place(0, 0));
    return {};
  }

  Result<void> read_times() {
    std::vector<Instant> times;
    std::map<Millis, size_t> distances;
    for (size_t r = 1; r < rows.size(); ++r) {
      if (rows[r].cells.size() != rows[0].cells.size())
        return fail(
            fmt::format("{} cells, the header has {}", rows[r].cells.size(), rows[0].cells.size()),
            place(r, rows[r].cells.size() - 1));
      auto time = parse_instant(rows[r].cells[0]);
      if (!time) return fail(time.error().text, place(r, 0));
      if (!times.empty() && *time <= times.back())
        return fail("is not later than the row before", place(r, 0));
      if (!times.empty()) ++distances[*time - times.back()];
      times.push_back(*time);
    }
    if (times.size() < 2) return fail("needs two rows", std::string(name));
    table.begin = times.front();
    table.step =
        std::ranges::max_element(distances, {}, [](const auto& d) { return d.second; })->first;
    auto last = (times.back() - table.begin) / table.step;
    if (last >= static_cast<int64_t>(suspect::kMostRows))
      return fail(
          fmt::format("more than {} steps of {} s", suspect::kMostRows, table.step.count() / 1000),
          std::string(name));
    table.rows = static_cast<size_t>(last) + 1;
    for (size_t i = 0; i < times.size(); ++i) {
      auto since = times[i] - table.begin;
      if (since % table.step != Millis{0})
        return fail(fmt::format("is not on the grid of {} s", table.step.count() / 1000),
                    place(i + 1, 0));
      places.push_back(static_cast<size_t>(since / table.step));
    }
    return {};
  }

  std::vector<std::optional<double>>& values_of(const Header& h) {
    auto& column = table.columns[h.column];
    auto& values = h.part == Part::converted  ? column.converted
                   : h.part == Part::least    ? column.least
                   : h.part == Part::greatest ? column.greatest
                                              : column.values;
    values.resize(table.rows);
    return values;
  }

  Result<void> read_cell(const Header& h, const std::string& cell, size_t row) {
    if (cell.empty()) return {};
    if (h.part == Part::event) {
      using enum suspect::Happening;
      std::map<std::string_view, suspect::Happening> known{
          {"maintenance", maintenance}, {"calibration", calibration}, {"parameter", parameter}};
      auto what = known.find(cell);
      if (what == known.end())
        return fail(fmt::format("'{}' is not maintenance, calibration or parameter", cell));
      table.events.push_back({h.outlet, row, what->second});
      return {};
    }
    if (h.part == Part::mark) {
      if (cell.size() != 1) return fail(fmt::format("'{}' is not one letter", cell));
      table.columns[h.column].marks[row] = cell[0];
      return {};
    }
    double value = 0;
    auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (fault != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value))
      return fail(fmt::format("'{}' is no number", cell));
    values_of(h)[row] = value;
    return {};
  }

  Result<void> read_cells() {
    for (auto& column : table.columns) column.values.resize(table.rows);
    for (const auto& h : headers)
      if (h.part == Part::mark) table.columns[h.column].marks.assign(table.rows, ' ');
    for (size_t r = 1; r < rows.size(); ++r)
      for (size_t i = 0; i < headers.size(); ++i)
        if (auto read = read_cell(headers[i], rows[r].cells[i + 1], places[r - 1]); !read)
          return fail(read.error().text, place(r, i + 1));
    return {};
  }

  Result<void> read_limits() {
    for (const auto& [what, limit] : names.limits) {
      auto parts = parts_of(what);
      auto code = suspect_column("", parts.back(), library).factor;
      bool found = false;
      for (auto& column : table.columns) {
        if (column.factor != code || (parts.size() == 2 && column.outlet != parts[0])) continue;
        column.limit = limit;
        found = true;
      }
      if (!found) return fail(fmt::format("no column '{}' for its limit", what), std::string(name));
    }
    return {};
  }
};

}  // namespace

suspect::Column suspect_column(std::string outlet, std::string_view factor,
                               const standard::Library& library) {
  using suspect::Nature;
  constexpr std::string_view kOxygen = "a19001";
  suspect::Column column{.outlet = std::move(outlet), .factor = std::string(factor)};
  if (factor == "load") {
    column.name_zh = "生产负荷";
    column.name_en = "production load";
    column.nature = Nature::load;
    return column;
  }
  if (factor == "power") {
    column.name_zh = "用电功率";
    column.name_en = "power";
    column.nature = Nature::power;
    return column;
  }
  const auto* known = library.factor(factor == "O2"     ? kOxygen
                                     : factor == "flow" ? "a00000"
                                                        : factor);
  if (!known) {
    column.name_zh = column.name_en = column.factor;
    return column;
  }
  column.factor = known->code;
  column.name_zh = known->name_zh;
  column.name_en = known->name_en;
  if (known->code == kOxygen)
    column.nature = Nature::oxygen;
  else if (known->code == "a00000" || known->code == "w00000")
    column.nature = Nature::flow;
  else if (known->medium == "air" || known->medium == "water" || known->medium == "soil")
    column.nature = Nature::pollutant;
  return column;
}

Result<suspect::Table> suspect_table(std::string_view text, std::string_view name,
                                     const TableNames& names, const standard::Library& library) {
  if (text.size() > kMostCsvBytes)
    return fail(fmt::format("longer than {} bytes", kMostCsvBytes), std::string(name));
  auto rows = parse_csv(text, name);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return fail("is empty", std::string(name));
  Reader reader{*rows, name, names, library, {}, {}, {}};
  for (auto step :
       {&Reader::read_header, &Reader::read_times, &Reader::read_cells, &Reader::read_limits})
    if (auto done = (reader.*step)(); !done) return tl::unexpected(done.error());
  std::ranges::stable_sort(reader.table.events, {}, &suspect::Event::row);
  return std::move(reader.table);
}

}  // namespace qs::app
