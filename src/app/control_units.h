// 管控单元与红线: the ground of the ledger that a project is held against.
#pragma once

#include <vector>

#include "kernel/evaluate/siting.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

inline constexpr size_t kMostGrounds = 2'000;  // of one kind that one project can meet

// Those whose place meets the box. Faults: of the log; a shape that is none; more than
// kMostGrounds.
Result<std::vector<evaluate::ControlUnit>> control_units(const ledger::RecordLog& records,
                                                         const Box& box);
Result<std::vector<evaluate::ClosedGround>> closed_grounds(const ledger::RecordLog& records,
                                                           const Box& box);
// Plots that the place lies on or shares ground with; neighbours along an edge do not count.
Result<std::vector<ledger::Record>> plots_at(const ledger::RecordLog& records,
                                             const Geometry& place);

}  // namespace qs::app
