// RFC 4180 tables as people save them from Excel: a BOM, CRLF and quoted line breaks are accepted.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qs {

struct CsvRow {
  size_t line;  // 1-based, where the row begins
  std::vector<std::string> cells;
};

// Every row as it stands, the header too. Bytes that are not UTF-8 and a quote without an end are
// errors that name `name`:line.
Result<std::vector<CsvRow>> parse_csv(std::string_view text, std::string_view name);

// A table with a header row. Cells are reached by column name.
class CsvTable {
 public:
  // A doubled column, a missing required column or a row of another width is an error.
  static Result<CsvTable> read(const std::filesystem::path& file,
                               const std::vector<std::string>& required = {});
  static Result<CsvTable> parse(std::string_view text, std::string_view name,
                                const std::vector<std::string>& required = {});

  const std::string& name() const { return name_; }
  size_t size() const { return rows_.size(); }
  bool has(std::string_view column) const { return columns_.contains(column); }
  // Empty when the table has no such column.
  std::string_view cell(size_t row, std::string_view column) const;
  std::string place(size_t row) const;  // "file.csv:12"

 private:
  std::string name_;
  std::map<std::string, size_t, std::less<>> columns_;
  std::vector<CsvRow> rows_;
};

inline constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";  // tells Excel what the bytes are
std::string csv_field(std::string_view value);                 // quoted where RFC 4180 asks for it
// A text that a spreadsheet would run as a formula gets an apostrophe before it, and loses it
// again: guarded and unguarded are inverse to each other.
std::string guarded(std::string_view text);
std::string_view unguarded(std::string_view text);
bool is_utf8(std::string_view text);
Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace qs
