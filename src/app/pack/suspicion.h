// 疑点规则: suspicion.toml of a pack.
#pragma once

#include <filesystem>

#include "app/pack.h"
#include "kernel/suspect/law.h"

namespace qs::app {

// Lays one layer over those inherited: a known code takes its place.
void read_suspicion(const std::filesystem::path& layer, suspect::Law& law,
                    standard::Faults& faults);
// The law of a pack that was checked: all its layers, the general first.
suspect::Law suspicion_law(const Pack& pack);

}  // namespace qs::app
