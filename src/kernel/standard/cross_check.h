// What makes a pack's figures fit to judge by: every row sourced, dated, in a known unit, once.
#pragma once

#include "kernel/standard/library.h"

namespace qs::standard {

// Adds every fault of the tables, each at the place of its row.
void cross_check(const Tables& tables, Faults& faults);

}  // namespace qs::standard
