#include "base/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace qs {
namespace {

// Whether a spreadsheet would take the text for a formula once its apostrophes are gone.
bool is_formula(std::string_view text) {
  auto at = text.find_first_not_of('\'');
  return at != text.npos && std::string_view("=+-@\t\r").find(text[at]) != std::string_view::npos;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    auto c = static_cast<unsigned char>(text[i]);
    size_t more = c < 0x80 ? 0 : (c >> 5) == 6 ? 1 : (c >> 4) == 14 ? 2 : (c >> 3) == 30 ? 3 : 9;
    if (more == 9 || (more == 1 && c < 0xC2) || i + more >= text.size() + (more == 0)) return false;
    for (size_t k = 1; k <= more; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    i += more + 1;
  }
  return true;
}

Result<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail("cannot be opened", file.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<std::vector<CsvRow>> parse_csv(std::string_view text, std::string_view name) {
  if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  std::vector<CsvRow> rows;
  size_t line = 1, i = 0;
  auto place = [&] { return fmt::format("{}:{}", name, line); };
  while (i < text.size()) {
    CsvRow row{line, {}};
    for (bool more = true; more;) {
      std::string cell;
      if (i < text.size() && text[i] == '"') {
        for (++i;; ++i) {
          if (i >= text.size()) return fail("a quoted field has no end", place());
          if (text[i] == '\n') ++line;
          if (text[i] != '"') {
            cell += text[i];
          } else if (i + 1 < text.size() && text[i + 1] == '"') {
            cell += text[i++];
          } else {
            ++i;
            break;
          }
        }
      }
      while (i < text.size() && text[i] != ',' && text[i] != '\n' && text[i] != '\r')
        cell += text[i++];
      if (!is_utf8(cell)) return fail("not UTF-8; save the table as CSV UTF-8", place());
      row.cells.push_back(std::move(cell));
      more = i < text.size() && text[i] == ',';
      if (more) ++i;
    }
    if (i < text.size() && text[i] == '\r') ++i;
    if (i < text.size() && text[i] == '\n') ++i;
    ++line;
    if (row.cells.size() > 1 || !row.cells[0].empty()) rows.push_back(std::move(row));
  }
  return rows;
}

Result<CsvTable> CsvTable::parse(std::string_view text, std::string_view name,
                                 const std::vector<std::string>& required) {
  auto rows = parse_csv(text, name);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return fail("has no header row", std::string(name));
  CsvTable table;
  table.name_ = name;
  const auto& header = rows->front().cells;
  for (size_t c = 0; c < header.size(); ++c)
    if (!header[c].empty() && !table.columns_.emplace(header[c], c).second)
      return fail(fmt::format("column '{}' stands twice", header[c]), fmt::format("{}:1", name));
  for (const auto& column : required)
    if (!table.columns_.contains(column))
      return fail(fmt::format("column '{}' is missing", column), fmt::format("{}:1", name));
  for (size_t r = 1; r < rows->size(); ++r)
    if ((*rows)[r].cells.size() != header.size())
      return fail(fmt::format("has {} fields where the header has {}", (*rows)[r].cells.size(),
                              header.size()),
                  fmt::format("{}:{}", name, (*rows)[r].line));
  table.rows_.assign(std::make_move_iterator(rows->begin() + 1),
                     std::make_move_iterator(rows->end()));
  return table;
}

Result<CsvTable> CsvTable::read(const std::filesystem::path& file,
                                const std::vector<std::string>& required) {
  auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse(*text, file.string(), required);
}

std::string_view CsvTable::cell(size_t row, std::string_view column) const {
  auto it = columns_.find(column);
  return it == columns_.end() ? std::string_view{} : rows_[row].cells[it->second];
}

std::string CsvTable::place(size_t row) const {
  return fmt::format("{}:{}", name_, rows_[row].line);
}

std::string csv_field(std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(value);
  std::string out = "\"";
  for (char c : value) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string guarded(std::string_view text) {
  return is_formula(text) ? fmt::format("'{}", text) : std::string(text);
}

std::string_view unguarded(std::string_view text) {
  return text.starts_with('\'') && is_formula(text) ? text.substr(1) : text;
}

}  // namespace qs
