// 台账类: the kinds of records, ledgers/<kind>.toml.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Adds one layer's kinds. A kind that is inherited already may get more fields, and other labels,
// never a field of another type.
void read_kinds(const std::filesystem::path& layer, std::vector<ledger::Kind>& kinds,
                standard::Faults& faults);
// References that name no kind, titles that name no field.
void check_kinds(const std::vector<ledger::Kind>& kinds, standard::Faults& faults);

}  // namespace qs::app
