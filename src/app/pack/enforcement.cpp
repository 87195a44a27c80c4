#include "app/pack/enforcement.h"

#include "app/pack/kinds.h"
#include "app/pack/layer.h"
#include "app/pack/sheet.h"

namespace qs::app {
namespace {

using enforcement::Factor;
using enforcement::Violation;

int64_t whole(const Sheet::Row& row, std::string_view column) {
  auto number = row.number_or(column, 0);
  if (number != std::trunc(number) ||
      std::abs(number) > static_cast<double>(enforcement::kMostYuan)) {
    row.fault(fmt::format("'{}' must be a whole number", column));
    return 0;
  }
  return static_cast<int64_t>(number);
}

Violation violation_of(const Sheet::Row& row) {
  return {.id = row.text("id"),
          .zh = row.text("name_zh"),
          .en = row.text("name_en"),
          .clause = row.text("clause"),
          .basis = row.text("basis"),
          .confidence = row.text("confidence"),
          .note = row.text("note"),
          .least = whole(row, "least"),
          .most = whole(row, "most"),
          .band = whole(row, "band"),
          .place = row.place()};
}

// The levels of one factor follow each other.
void add_level(const Sheet::Row& row, std::vector<Factor>& factors) {
  auto id = row.text("factor");
  if (factors.empty() || factors.back().id != id) {
    for (const auto& factor : factors)
      if (factor.id == id) row.fault(fmt::format("the rows of factor '{}' stand apart", id));
    factors.push_back(
        {id, row.text("factor_zh"), row.text("factor_en"), row.words("violations"), {}});
  }
  factors.back().levels.push_back({.id = id + "." + row.text("level"),
                                   .zh = row.text("level_zh"),
                                   .en = row.text("level_en"),
                                   .percent = whole(row, "percent"),
                                   .confidence = row.text("confidence")});
}

std::vector<ledger::Choice> choices_of(const enforcement::Law& law, std::string_view table) {
  std::vector<ledger::Choice> out;
  if (table == kViolations)
    for (const auto& one : law.violations) out.push_back({one.id, one.zh, one.en});
  if (table == kLevels)
    for (const auto& factor : law.factors)
      for (const auto& level : factor.levels)
        out.push_back({level.id, factor.zh + "：" + level.zh, factor.en + ": " + level.en});
  return out;
}

void offer(const enforcement::Law& law, std::vector<ledger::Field>& fields) {
  for (auto& field : fields) {
    offer(law, field.columns);
    if (field.choices.size() == 1 && field.choices[0].value.starts_with(kFromTable))
      field.choices = choices_of(law, field.choices[0].value.substr(kFromTable.size()));
  }
}

}  // namespace

void read_discretion(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto& law = pack.discretion;
  if (auto sheet = Sheet::open(layer / "violations.csv",
                               {"id", "name_zh", "name_en", "clause", "basis", "least", "most",
                                "band", "confidence", "note"},
                               faults))
    for (const auto& row : sheet->rows()) lay_over(law.violations, violation_of(row));
  std::vector<Factor> factors;
  if (auto sheet = Sheet::open(layer / "discretion.csv",
                               {"violations", "factor", "factor_zh", "factor_en", "level",
                                "level_zh", "level_en", "percent", "confidence", "note"},
                               faults))
    for (const auto& row : sheet->rows()) add_level(row, factors);
  for (auto& factor : factors) lay_over(law.factors, std::move(factor));
}

void offer_choices(Pack& pack) {
  for (auto& kind : pack.kinds) offer(pack.discretion, kind.fields);
}

void check_discretion(const Pack& pack, standard::Faults& faults) {
  for (auto& fault : enforcement::check_law(pack.discretion)) {
    if (fault.place.empty()) fault.place = "discretion.csv";
    faults.list.push_back(std::move(fault));
  }
}

}  // namespace qs::app
