// 依据: which limits bind at a site, by its kind and by what its record declares.
#pragma once

#include <optional>
#include <vector>

#include "app/sites.h"
#include "kernel/evaluate/compliance.h"
#include "kernel/observe/series.h"

namespace qs::app {

// Which limits judge this site. nullopt: nothing binds. The scope of a noise point is its zone,
// which day and night divide further.
std::optional<evaluate::Basis> basis_of(const Site& site);

// The rows that bind a factor there on a day, at any time of the day: what a chart draws. Of rows
// that differ by a condition, only the one that holds.
std::vector<const standard::Limit*> limits_at(const standard::Library& library, const Site& site,
                                              std::string_view factor, observe::Cadence cadence,
                                              Day day);

// 基准氧含量 in %, as the record of a flue-gas outlet declares it or else as its standard fixes it
// for the fuel that the scope names ("table3:gas"). nullopt: its limits are at no reference oxygen.
std::optional<double> reference_oxygen(const standard::Library& library, const Site& site, Day day);

}  // namespace qs::app
