// The series memory without a disk: for tests, walks and the simulator.
#pragma once

#include <memory>

#include "kernel/observe/series_log.h"

namespace qs::store {

// One thread at a time.
std::unique_ptr<observe::SeriesLog> memory_series_log();

}  // namespace qs::store
