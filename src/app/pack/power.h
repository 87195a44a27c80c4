// 用电研判章法: the rules power.* of a pack, checked as a whole.
#pragma once

#include "app/pack.h"

namespace qs::app {

// Rules that are missing, no figures or at odds with each other on the day on which the newest of
// them comes into force; codes that the register of clues does not know.
void check_power(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
