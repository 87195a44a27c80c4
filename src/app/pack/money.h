// 生态补偿规则: compensation.toml of a pack.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Lays one layer over those inherited: a known rule's id takes its place.
void read_money(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Measures that nobody declares.
void check_money(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
