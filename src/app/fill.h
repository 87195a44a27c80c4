// 模拟填充: a district that is only tried out, filled with plainly fictitious records. What
// records/simulated.toml does not say is drawn from the declaration of the kind: choices at random,
// days of the last years, figures within their bounds, references to records that are there, places
// within the street. Everything is called 模拟 and marked `simulated`; the same seed gives the
// same.
#pragma once

#include "app/pack.h"

namespace qs::app {

// The records of all fills of the pack, in order, ids "sim-<kind>-<n>". `today` is what days are
// counted from. A fault names the fill and what its records lack to be sound.
Result<std::vector<PackRecord>> draw_fills(const Pack& pack, Day today);

}  // namespace qs::app
