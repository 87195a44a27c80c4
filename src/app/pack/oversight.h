// inspection_draw.toml, credit.toml and follow_ups.toml.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Each takes the place of what was inherited; follow-ups of a known id only that one's.
void read_draw_law(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_credit_law(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
void read_follow_ups(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// What only shows when all layers are together.
void check_oversight(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
