#include "app/pack/tables.h"

#include <fmt/ranges.h>

#include <cmath>
#include <limits>
#include <map>

#include "app/pack/sheet.h"
#include "base/decimal.h"

namespace qs::app {
namespace {

using Columns = std::vector<std::string>;

Columns with_source(Columns columns) {
  for (auto name : {"standard", "clause", "from", "until", "confidence", "note"})
    columns.emplace_back(name);
  return columns;
}

std::string place_of(const standard::Unit& unit) {
  return unit.place;
}
template <class Row>
std::string place_of(const Row& row) {
  return row.source.place;
}

// What a row of each table is, by which key it is inherited, and what a reader compares.
std::string key_of(const standard::Unit& u) {
  return u.id;
}
std::string key_of(const standard::Factor& f) {
  return f.code;
}
std::string key_of(const standard::Limit& l) {
  return l.id;
}
std::string key_of(const standard::IndexTable& t) {
  return fmt::format("{} {} {}", t.index, t.item, iso(t.source.from));
}
std::string key_of(const standard::Category& c) {
  return fmt::format("{} {} {}", c.scheme, c.code, iso(c.source.from));
}
std::string key_of(const standard::Rule& r) {
  return fmt::format("{} {} {}", r.name, r.scope, iso(r.source.from));
}

std::string figure(std::optional<double> number) {
  return number ? to_text(*number) : "-";
}
std::string dates(const standard::Source& s) {
  return fmt::format("{}..{}", iso(s.from), s.until ? iso(*s.until) : "");
}
std::string figures(const standard::Unit& u) {
  return fmt::format("{} × {} + {} {}", u.dimension, u.scale, u.offset, u.gas_state);
}
std::string figures(const standard::Factor& f) {
  return fmt::format("{} {} {} [{}, {}]", f.name_zh, f.unit, f.decimals, figure(f.low),
                     figure(f.high));
}
std::string figures(const standard::Limit& l) {
  return fmt::format("{} {} [{}, {}] {} {}", l.statistic, l.scope, figure(l.lower), figure(l.upper),
                     l.unit, dates(l.source));
}
std::string figures(const standard::IndexTable& t) {
  return fmt::format("{} | {} {}", fmt::join(t.levels, " "), fmt::join(t.points, " "), t.above_top);
}
std::string figures(const standard::Category& c) {
  return fmt::format("{} [{}, {}] {}", c.name_zh, c.low, c.high, c.rgb);
}
std::string figures(const standard::Rule& r) {
  return fmt::format("{} {} {}", r.value, r.unit, dates(r.source));
}

bool loosens(const standard::Limit& inherited, const standard::Limit& now) {
  if (inherited.comparison != now.comparison || inherited.unit != now.unit) return true;
  return (inherited.upper && (!now.upper || *now.upper > *inherited.upper)) ||
         (inherited.lower && (!now.lower || *now.lower < *inherited.lower));
}
template <class Row>
bool loosens(const Row&, const Row&) {
  return false;
}

template <class Row>
void lay_over(std::vector<Row>& rows, std::vector<Row> own, std::string_view what,
              std::vector<Change>& changes, standard::Faults& faults) {
  std::map<std::string, size_t> inherited;
  for (size_t i = 0; i < rows.size(); ++i) inherited.emplace(key_of(rows[i]), i);
  for (auto& row : own) {
    auto it = inherited.find(key_of(row));
    if (it == inherited.end()) {
      rows.push_back(std::move(row));
      continue;
    }
    auto& before = rows[it->second];
    if (loosens(before, row))
      faults.add(fmt::format("{} '{}' is looser than the inherited one ({})", what, it->first,
                             figures(before)),
                 place_of(row));
    if (figures(before) != figures(row))
      changes.push_back(
          {fmt::format("{} {}", what, it->first), figures(before), figures(row), place_of(row)});
    before = std::move(row);
    inherited.erase(it);  // a second row of this layer is a doubled one
  }
}

template <class Row, class Read>
void read(const std::filesystem::path& file, const Columns& columns, std::string_view what,
          std::vector<Row>& rows, std::vector<Change>& changes, standard::Faults& faults,
          Read read_row) {
  auto sheet = Sheet::open(file, columns, faults);
  if (!sheet) return;
  std::vector<Row> own;
  for (const auto& row : sheet->rows()) own.push_back(read_row(row));
  lay_over(rows, std::move(own), what, changes, faults);
}

standard::Unit unit_of(const Sheet::Row& r) {
  return {.id = r.text("id"),
          .symbol = r.text("symbol"),
          .dimension = r.text("dimension"),
          .gas_state = r.text("gas_state"),
          .scale = r.number_or("scale", 0),
          .offset = r.number_or("offset", 0),
          .place = r.place()};
}

standard::Factor factor_of(const Sheet::Row& r) {
  auto decimals = r.number_or("decimals", -1);
  if (decimals != std::floor(decimals) || std::abs(decimals) > 9) decimals = -1;
  return {.code = r.text("code"),
          .old_code = r.text("old_code"),
          .name_zh = r.text("name_zh"),
          .name_en = r.text("name_en"),
          .medium = r.text("medium"),
          .unit = r.text("unit"),
          .mass_unit = r.text("mass_unit"),
          .decimals = static_cast<int>(decimals),
          .low = r.number("low"),
          .high = r.number("high"),
          .source = r.source()};
}

standard::Comparison comparison_of(const Sheet::Row& r) {
  auto word = r.text("comparison");
  if (word == "at_least") return standard::Comparison::at_least;
  if (word == "within") return standard::Comparison::within;
  if (word != "at_most")
    r.fault(fmt::format("comparison: '{}' is not one of at_most, at_least, within", word));
  return standard::Comparison::at_most;
}

standard::Limit limit_of(const Sheet::Row& r) {
  return {.id = r.text("id"),
          .factor = r.text("factor"),
          .statistic = r.text("statistic"),
          .scope = r.text("scope"),
          .comparison = comparison_of(r),
          .lower = r.number("lower"),
          .upper = r.number("upper"),
          .unit = r.text("unit"),
          .judge_rounded = r.flag("judge_rounded"),
          .condition = r.text("condition"),
          .source = r.source()};
}

standard::IndexTable index_of(const Sheet::Row& r) {
  return {.index = r.text("index"),
          .item = r.text("item"),
          .unit = r.text("unit"),
          .levels = r.numbers("levels"),
          .points = r.numbers("points"),
          .above_top = r.text("above_top"),
          .source = r.source()};
}

standard::Category category_of(const Sheet::Row& r) {
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  auto bounds = r.text("bounds");
  if (bounds.size() != 2 || (bounds[0] != '[' && bounds[0] != '(') ||
      (bounds[1] != ']' && bounds[1] != ')')) {
    r.fault(fmt::format("bounds: '{}' is not one of [] [) (] ()", bounds));
    bounds = "[]";
  }
  return {.scheme = r.text("scheme"),
          .code = r.text("code"),
          .low = r.number_or("low", -kEndless),
          .high = r.number_or("high", kEndless),
          .low_open = bounds[0] == '(',
          .high_open = bounds[1] == ')',
          .name_zh = r.text("name_zh"),
          .name_en = r.text("name_en"),
          .colour = r.text("colour"),
          .rgb = r.text("rgb"),
          .advice_zh = r.text("advice_zh"),
          .advice_en = r.text("advice_en"),
          .source = r.source()};
}

standard::Rule rule_of(const Sheet::Row& r) {
  return {.name = r.text("name"),
          .value = r.text("value"),
          .unit = r.text("unit"),
          .scope = r.text("scope"),
          .source = r.source()};
}

void read_aliases(const std::filesystem::path& file, standard::Tables& tables,
                  standard::Faults& faults) {
  auto sheet = Sheet::open(file, {"alias", "factor"}, faults);
  if (!sheet) return;
  std::map<std::string, std::string> own;
  for (const auto& row : sheet->rows()) {
    auto alias = row.text("alias");
    if (!own.emplace(alias, row.place()).second)
      row.fault(fmt::format("alias '{}' stands twice", alias));
    tables.aliases[alias] = row.text("factor");
    tables.alias_places[alias] = row.place();
  }
}

}  // namespace

void read_tables(const std::filesystem::path& layer, standard::Tables& tables,
                 std::vector<Change>& changes, standard::Faults& faults) {
  read(layer / "units.csv", {"id", "symbol", "dimension", "gas_state", "scale", "offset"}, "unit",
       tables.units, changes, faults, unit_of);
  read(layer / "factors.csv",
       with_source({"code", "old_code", "name_zh", "name_en", "medium", "unit", "mass_unit",
                    "decimals", "low", "high"}),
       "factor", tables.factors, changes, faults, factor_of);
  read_aliases(layer / "aliases.csv", tables, faults);
  read(layer / "limits.csv",
       with_source({"id", "factor", "statistic", "scope", "comparison", "lower", "upper", "unit",
                    "judge_rounded", "condition"}),
       "limit", tables.limits, changes, faults, limit_of);
  read(layer / "indices.csv",
       with_source({"index", "item", "unit", "levels", "points", "above_top"}), "index table",
       tables.indices, changes, faults, index_of);
  read(layer / "categories.csv",
       with_source({"scheme", "code", "bounds", "low", "high", "name_zh", "name_en", "colour",
                    "rgb", "advice_zh", "advice_en"}),
       "category", tables.categories, changes, faults, category_of);
  read(layer / "rules.csv", with_source({"name", "scope", "value", "unit"}), "rule", tables.rules,
       changes, faults, rule_of);
}

}  // namespace qs::app
