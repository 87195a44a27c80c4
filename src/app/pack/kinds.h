// 台账类: the kinds of records, ledgers/<kind>.toml, and the sets of fields that many kinds share.
#pragma once

#include <map>

#include "app/pack.h"

namespace qs::app {

// Choices that a table of the pack brings (enforcement.h): until then one choice of this value and
// the table's name stands for them.
inline constexpr std::string_view kFromTable = "table:", kViolations = "violations",
                                  kLevels = "levels";

using FieldSets = std::map<std::string, std::vector<ledger::Field>, std::less<>>;

// Adds one layer's sets, field_sets.toml; a known name takes the place of the inherited set.
void read_field_sets(const std::filesystem::path& layer, FieldSets& sets, standard::Faults& faults);
// Adds one layer's kinds. A kind that is inherited already may get more fields, and other labels,
// never a field of another type.
void read_kinds(const std::filesystem::path& layer, const FieldSets& sets,
                std::vector<ledger::Kind>& kinds, standard::Faults& faults);
// References that name no kind, titles that name no field, formulas that do not parse, states and
// duties that lead nowhere.
void check_kinds(const std::vector<ledger::Kind>& kinds, standard::Faults& faults);

}  // namespace qs::app
