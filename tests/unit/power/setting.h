// The figures that the national pack judges power use by.
#pragma once

#include "kernel/power/law.h"

namespace qs::power {

const Law& setting_law();

}  // namespace qs::power
