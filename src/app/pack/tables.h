// The figures of a pack: units, factors, aliases, limits, indices, categories, rules (CSV).
#pragma once

#include "app/pack.h"

namespace qs::app {

// Lays one layer's tables over those inherited. A row with an inherited row's key takes its place;
// what it changes is listed. A limit may only be tightened.
void read_tables(const std::filesystem::path& layer, standard::Tables& tables,
                 std::vector<Change>& changes, standard::Faults& faults);

}  // namespace qs::app
