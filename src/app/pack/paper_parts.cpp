#include "app/pack/paper_parts.h"

#include <algorithm>
#include <array>

namespace qs::app {
namespace {

using document::Chart;
using exchange::Sheet;
using exchange::SheetColumn;
using Look = Chart::Series::Look;

constexpr std::array<std::string_view, 4> kForms{"lines", "columns", "stacked",
                                                 "bars"};                        // as Chart::Form
constexpr std::array<std::string_view, 3> kLooks{"plain", "target", "earlier"};  // as Look
constexpr std::array<std::string_view, 3> kTotals{"none", "sum", "mean"};  // as SheetColumn::Total
constexpr std::array<std::string_view, 2> kSheets{"table", "ranking"};     // as Sheet::Form
constexpr std::array<std::string_view, 6> kRanked{"street", "criterion", "weight",
                                                  "better", "gap",       "value"};
constexpr double kUsualWidth = 150, kWidest = 160;  // mm

// One of the words, the first where there is none.
template <class Kind, size_t N>
Kind one_of(TomlTable& t, std::string_view key, const std::array<std::string_view, N>& words) {
  auto word = t.text(key, false);
  if (word.empty()) return Kind{};
  auto at = std::ranges::find(words, word);
  if (at == words.end()) {
    t.fault(key, fmt::format("'{}' is not one of {}", word, fmt::join(words, ", ")));
    return Kind{};
  }
  return static_cast<Kind>(at - words.begin());
}

ChartPlan chart_of(TomlTable& t) {
  ChartPlan out{.name = t.text("name"),
                .rows = t.text("rows"),
                .label = t.text("label"),
                .form = one_of<Chart::Form>(t, "form", kForms),
                .title = t.text("title"),
                .unit = t.text("unit", false),
                .width = t.number("width").value_or(kUsualWidth),
                .series = {},
                .each = t.text("each", false),
                .matches = t.text("matches", false),
                .place = t.place()};
  if (!(out.width > 0 && out.width <= kWidest))
    t.fault("width", fmt::format("is not within 0..{}", kWidest));
  if (out.each.empty() != out.matches.empty()) t.fault("each", "goes with `matches`");
  for (auto& line : t.tables("series")) {
    out.series.push_back(
        {line.text("field"), line.text("name", false), one_of<Look>(line, "look", kLooks)});
    line.close();
  }
  if (out.series.empty() || out.series.size() > document::kMostChartSeries)
    t.fault("series", fmt::format("has not 1..{} lines", document::kMostChartSeries));
  t.close();
  return out;
}

SheetColumn column_of(TomlTable& t) {
  SheetColumn out{.label = t.text("label"),
                  .first = t.text("field", false),
                  .total = one_of<SheetColumn::Total>(t, "total", kTotals),
                  .width = t.number("width").value_or(SheetColumn{}.width)};
  auto two = [&](std::string_view key, SheetColumn::Form form) {
    auto names = t.words(key);
    if (names.empty()) return;
    if (names.size() != 2) return t.fault(key, "needs two columns");
    out.form = form, out.first = names[0], out.second = names[1];
  };
  auto one = [&](std::string_view key, SheetColumn::Form form) {
    auto name = t.text(key, false);
    if (!name.empty()) out.form = form, out.first = name;
  };
  two("difference", SheetColumn::Form::difference);
  two("ratio", SheetColumn::Form::ratio);
  one("share_of", SheetColumn::Form::share);
  one("rank_of", SheetColumn::Form::rank);
  out.low = t.text("better", false) == "low";
  if (out.first.empty()) t.fault("label", "needs a field, difference, ratio, share_of or rank_of");
  t.close();
  return out;
}

SheetPlan sheet_of(TomlTable& t) {
  SheetPlan out{.rows = t.text("rows"), .sheet = {}, .place = t.place()};
  out.sheet.name = t.text("name");
  out.sheet.form = one_of<Sheet::Form>(t, "form", kSheets);
  // Three bytes of a Chinese character at the most.
  if (out.sheet.name.size() > exchange::kLongestTab * 3 ||
      out.sheet.name.find_first_of("[]:*?/\\'") != std::string::npos)
    t.fault("name", "is no name for a sheet");
  for (auto& column : t.tables("column")) out.sheet.columns.push_back(column_of(column));
  if ((out.sheet.form == Sheet::Form::table) == out.sheet.columns.empty())
    t.fault("column", "belongs to a table, and a table needs it");
  t.close();
  return out;
}

// nullptr, and a fault: it is none of the kind's tables.
const ledger::Field* table_of(const ledger::Kind& kind, const std::string& name,
                              const std::string& place, standard::Faults& faults) {
  auto field = kind.field(name);
  if (field && field->type == ledger::FieldType::table) return field;
  faults.add(fmt::format("{} has no table '{}'", kind.name, name), place);
  return nullptr;
}

void check_column(const ledger::Field& table, const std::string& name, const std::string& place,
                  standard::Faults& faults) {
  if (std::ranges::find(table.columns, name, &ledger::Field::name) == table.columns.end())
    faults.add(fmt::format("the table '{}' has no column '{}'", table.name, name), place);
}

void check_chart(const ledger::Kind& kind, const ChartPlan& chart, standard::Faults& faults) {
  if (!chart.each.empty())
    if (auto each = table_of(kind, chart.each, chart.place, faults))
      check_column(*each, "key", chart.place, faults);
  auto table = table_of(kind, chart.rows, chart.place, faults);
  if (!table) return;
  check_column(*table, chart.label, chart.place, faults);
  if (!chart.matches.empty()) check_column(*table, chart.matches, chart.place, faults);
  for (const auto& line : chart.series) check_column(*table, line.field, chart.place, faults);
  if (chart.each.empty() && kind.field(chart.name))
    faults.add(fmt::format("'{}' is a field of {} too", chart.name, kind.name), chart.place);
}

void check_sheet(const ledger::Kind& kind, const SheetPlan& plan, standard::Faults& faults) {
  auto table = table_of(kind, plan.rows, plan.place, faults);
  if (!table) return;
  if (plan.sheet.form == Sheet::Form::ranking) {
    for (auto name : kRanked) check_column(*table, std::string(name), plan.place, faults);
    return;
  }
  auto stands = [&](const std::string& name) {
    return std::ranges::any_of(plan.sheet.columns, [&](const SheetColumn& column) {
      return column.form == SheetColumn::Form::plain && column.first == name;
    });
  };
  for (const auto& column : plan.sheet.columns) {
    check_column(*table, column.first, plan.place, faults);
    for (const auto& name : {column.first, column.second})
      if (!name.empty() && !stands(name))
        faults.add(fmt::format("'{}' is reckoned of '{}', which is no plain column of the sheet",
                               column.label, name),
                   plan.place);
  }
}

}  // namespace

std::vector<ChartPlan> charts_of(TomlTable& t) {
  std::vector<ChartPlan> out;
  for (auto& table : t.tables("chart")) out.push_back(chart_of(table));
  return out;
}

std::vector<SheetPlan> sheets_of(TomlTable& t) {
  std::vector<SheetPlan> out;
  for (auto& table : t.tables("sheet")) out.push_back(sheet_of(table));
  return out;
}

void check_parts(const ledger::Kind& kind, const PaperPlan& paper, standard::Faults& faults) {
  for (const auto& chart : paper.charts) check_chart(kind, chart, faults);
  for (const auto& sheet : paper.sheets) check_sheet(kind, sheet, faults);
}

}  // namespace qs::app
