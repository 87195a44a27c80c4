// 裁量基准: violations.csv and discretion.csv of a pack.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Lays one layer over the inherited: a violation with a known id takes its place, and so does a
// factor with all its levels.
void read_discretion(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Gives fields whose choices come from the tables (choices_from = "violations" or "levels") their
// choices.
void offer_choices(Pack& pack);
void check_discretion(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
