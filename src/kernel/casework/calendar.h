// 工作日: which days are worked, and when a time limit ends.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace qs::casework {

// A length of plain time or of working days ("2h", "3wd"), never both.
struct TimeLimit {
  Millis plain{0};
  int working_days = 0;
  bool operator==(const TimeLimit&) const = default;
};
inline constexpr int kMostWorkingDays = 1000;
Result<TimeLimit> parse_time_limit(std::string_view text);

class Calendar {
 public:
  Calendar() = default;
  // Weekdays are worked except `holidays`; `made_up` are weekend days that are worked (调休).
  Calendar(std::set<Day> holidays, std::set<Day> made_up);

  bool is_working(Day day) const;
  // Plain: from + length. Working days: the end (exclusive) of the n-th working day after the day
  // of `from`, which does not count.
  Instant due(Instant from, const TimeLimit& limit) const;

 private:
  std::set<Day> holidays_, made_up_;
};

}  // namespace qs::casework
