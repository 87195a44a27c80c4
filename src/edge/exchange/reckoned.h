// 计算表: a workbook in which people go on reckoning: totals, means, shares, differences and ranks
// are formulas over its cells, each with its value for whoever does not compute.
//
// No formula can come round to itself: what is reckoned in a row refers to plain columns only, a
// total to the rows above it, a rank to the figures or scores of its column.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::exchange {

using Cell = std::variant<std::monostate, double, std::string>;
using CellRow = std::map<std::string, Cell, std::less<>>;  // by the name of the value

// 一列: what stands below a heading.
struct SheetColumn {
  enum class Form : uint8_t {
    plain,       // the value as it is
    difference,  // first - second
    ratio,       // first / second
    share,       // first / its sum
    rank         // of first among all rows; equals share one
  };
  enum class Total : uint8_t { none, sum, mean };
  std::string label;
  Form form = Form::plain;
  std::string first, second;  // plain columns, by the name of their value
  bool low = false;           // rank: the lowest is the first
  Total total = Total::none;  // in a last row; of a ratio: that of the totals
  double width = 12;          // characters
};

struct Sheet {
  enum class Form : uint8_t {
    table,   // `columns` over the rows
    ranking  // rows of street, criterion, unit, weight, better, gap, value: a row for each street,
             // its ranks by criterion, score and place as formulas over figures and weights
  };
  std::string name;  // on its tab
  Form form = Form::table;
  std::vector<SheetColumn> columns;
  std::vector<CellRow> rows;
};

inline constexpr size_t kLongestTab = 31;  // characters of a sheet's name

// Writes the file. Faults: of the disk.
Result<void> write_reckoned(const std::vector<Sheet>& sheets, const std::string& title,
                            Instant made, const std::filesystem::path& file);

}  // namespace qs::exchange
