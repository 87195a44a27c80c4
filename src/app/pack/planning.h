// 规划考核: planning.toml of a pack.
#pragma once

#include "app/pack.h"
#include "app/pack/toml.h"

namespace qs::app {

// Lays one layer over those inherited: a known measure's id takes its place, rules that a layer
// names replace the inherited ones.
void read_planning(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Kinds, fields and factors that nobody declares, indicators with a measure that nobody knows.
void check_planning(const Pack& pack, standard::Faults& faults);

// `gap` of a criterion.
plan::Gap gap_of(TomlTable& t);

}  // namespace qs::app
