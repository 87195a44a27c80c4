// A CSV table of a pack, read cell by cell with every ill-formed cell named.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "kernel/standard/library.h"

namespace qs::app {

class Sheet {
 public:
  // nullopt when the file is not there. A table that cannot be read is a fault and has no rows;
  // a row of another width is a fault and left out.
  static std::optional<Sheet> open(const std::filesystem::path& file,
                                   const std::vector<std::string>& columns,
                                   standard::Faults& faults);
  // The same for a table whose reader looks at the header itself; no column stands twice.
  static std::optional<Sheet> open(const std::filesystem::path& file, standard::Faults& faults);

  class Row {
   public:
    // Empty when the table has no such column.
    std::string text(std::string_view column) const;
    std::vector<std::string> words(std::string_view column) const;  // cut at blanks
    std::optional<double> number(std::string_view column) const;    // absent when empty
    double number_or(std::string_view column, double otherwise) const;
    std::vector<double> numbers(std::string_view column) const;  // cut at blanks
    std::optional<Day> day(std::string_view column) const;       // absent when empty
    bool flag(std::string_view column) const;                    // 1 or 0; empty: 0
    // standard, clause, from, until, confidence, note
    standard::Source source() const;
    std::string place() const;
    void fault(std::string text) const;

   private:
    friend class Sheet;
    Row(const Sheet& sheet, const CsvRow& row) : sheet_(&sheet), row_(&row) {}
    std::optional<double> parsed(std::string_view column, std::string_view text) const;

    const Sheet* sheet_;
    const CsvRow* row_;
  };

  std::vector<Row> rows() const;
  const std::vector<std::string>& header() const { return header_; }
  std::string place() const { return name_ + ":1"; }  // of the header

 private:
  void take(std::vector<CsvRow> rows);  // those after the header, each as wide as it

  std::string name_;
  std::vector<std::string> header_;
  std::vector<CsvRow> rows_;
  standard::Faults* faults_ = nullptr;
};

}  // namespace qs::app
