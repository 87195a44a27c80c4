// Lengths of time as people write them in packs: "90s", "30m", "2h", "3d".
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace qs {

inline constexpr std::chrono::hours kLongestDuration{24 * 366 * 10};

// A whole number and one of s, m, h, d; zero is allowed, a sign or anything longer than
// kLongestDuration is not.
Result<Millis> parse_duration(std::string_view text);
std::string duration_text(Millis length);  // in the largest fitting unit: "90m", "2h"
// "08:30", to "24:00", as time since midnight.
Result<Millis> parse_clock(std::string_view text);

}  // namespace qs
