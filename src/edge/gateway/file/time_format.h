// Strict reading of the times that people's tables hold.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"

namespace qs::gateway {

// %Y four digits; %m %d %H %M %S one or two digits; everything else stands for itself. "excel" is a
// serial day number of a workbook. The whole text must be used and be a time of the calendar.
// `zone` is the table's offset from UTC.
std::optional<Instant> parse_time(std::string_view text, std::string_view format, Millis zone);

// True when `format` has only the directives above, among them %Y, %m and %d.
bool is_time_format(std::string_view format);

enum class TimeFault : uint8_t { unreadable, ambiguous };
struct ReadTime {
  std::optional<Instant> time;
  TimeFault fault = TimeFault::unreadable;  // when there is no time
};
// By any of the formats; two formats that read different times make it ambiguous.
ReadTime parse_time(std::string_view text, std::span<const std::string> formats, Millis zone);

}  // namespace qs::gateway
