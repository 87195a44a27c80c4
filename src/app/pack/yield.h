// 亩均论英雄章法: yield.toml of a pack.
#pragma once

#include "app/pack.h"

namespace qs::app {

// A layer's file takes the place of the inherited one as a whole: its weights belong together.
void read_yield(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Fields and kinds that nobody declares, classes that the register does not know.
void check_yield(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
