// 走查: a pack's own tests. A .walk file is sentences, one a line; # begins a comment.
//
//   reading SITE FACTOR DAY hours A-B value V UNIT     hour means of that day, as a device sends
//   them reading SITE FACTOR TIME value V UNIT              one real-time value at TIME the clock
//   moves on; all that is due is done act USER-ROLE [of STREET] VERB on RULE SITE [with photo]
//   "text" expect alert RULE SITE pending|firing|resolved|none expect case RULE SITE STEP [due +2h]
//   | none expect AQI SITE hour|day VALUE                     at the last closed hour or day
#pragma once

#include <filesystem>
#include <vector>

#include "app/pack.h"

namespace qs::app {

// Runs one file over empty memories; every expectation that does not hold, with file and line.
std::vector<Error> walk(const Pack& pack, const std::filesystem::path& file);

}  // namespace qs::app
