// The record memory without a disk: for tests, walks and the simulator.
#pragma once

#include <memory>

#include "kernel/ledger/record_log.h"

namespace qs::store {

// One thread at a time.
std::unique_ptr<ledger::RecordLog> memory_record_log();

}  // namespace qs::store
