// 工作日: which days and hours are worked, and when a time limit ends.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace qs::casework {

// A length of plain time ("2h"), of working days ("3wd") or of working time ("8wh"); one of them.
struct TimeLimit {
  Millis plain{0};
  int working_days = 0;
  Millis working{0};
  bool operator==(const TimeLimit&) const = default;
};
inline constexpr int kMostWorkingDays = 1000, kMostWorkingHours = 8000;
Result<TimeLimit> parse_time_limit(std::string_view text);
std::string text_of(const TimeLimit& limit);  // as parse_time_limit reads it
// To compare limits of unlike kinds: a working day is at least a day long, eight working hours too.
Millis at_least(const TimeLimit& limit);

// 上班时间: a part of a working day, as local time of day.
struct OfficeHours {
  Millis from{0}, until{0};
};

class Calendar {
 public:
  Calendar() = default;
  // Weekdays are worked except `holidays`; `made_up` are weekend days that are worked (调休).
  // `hours` rise and do not meet; without any a working day is worked from 09:00 to 17:00.
  Calendar(std::set<Day> holidays, std::set<Day> made_up, std::vector<OfficeHours> hours = {});

  bool is_working(Day day) const;
  // A holiday of that year is known. Without one, all its weekdays count as worked.
  bool knows(std::chrono::year year) const;
  // Plain: from + length. Working days: the end (exclusive) of the n-th working day after the day
  // of `from`, which does not count. Working time: when so much of it has passed.
  Instant due(Instant from, const TimeLimit& limit) const;
  // A due moment moved on by a pause in [from, until): by its length, or by the working days or
  // the working time within it, as the limit counts.
  Instant moved(Instant due, const TimeLimit& limit, Instant from, Instant until) const;

 private:
  Millis worked(Instant from, Instant until) const;
  int working_days(Instant from, Instant until) const;  // after the day of `from`
  Instant after_days(Instant from, int days) const;
  Instant after_worked(Instant from, Millis length) const;

  std::set<Day> holidays_, made_up_;
  std::vector<OfficeHours> hours_{{std::chrono::hours(9), std::chrono::hours(17)}};
};

}  // namespace qs::casework
