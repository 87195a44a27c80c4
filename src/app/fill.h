// 模拟填充: a district that is only tried out, filled with plainly fictitious records. What
// records/simulated.toml does not say is drawn from the declaration of the kind: choices at random,
// days of the last years, figures within their bounds, references to records that are there, places
// within the street. Everything is called 模拟 and marked `simulated`; the same seed gives the
// same.
#pragma once

#include <span>

#include "app/pack.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

// The records of all fills of the pack, in order, ids "sim-<kind>-<n>". `today` is what days are
// counted from. A fault names the fill and what its records lack to be sound.
Result<std::vector<PackRecord>> draw_fills(const Pack& pack, Day today);

// Draws them and puts those into the ledger that never stood there.
Result<size_t> found_simulated(const Pack& pack, ledger::RecordLog& records, Instant now);

}  // namespace qs::app
