#include "kernel/casework/calendar.h"

#include <charconv>

#include "base/duration.h"

namespace qs::casework {

Result<TimeLimit> parse_time_limit(std::string_view text) {
  if (!text.ends_with("wd"))
    return parse_duration(text).map([](Millis plain) { return TimeLimit{plain, 0}; });
  int days = 0;
  auto end = text.data() + text.size() - 2;
  auto [rest, fault] = std::from_chars(text.data(), end, days);
  if (fault != std::errc{} || rest != end || days < 1 || days > kMostWorkingDays)
    return fail(
        fmt::format("'{}' is no limit in working days: 1wd to {}wd", text, kMostWorkingDays));
  return TimeLimit{Millis{0}, days};
}

Calendar::Calendar(std::set<Day> holidays, std::set<Day> made_up)
    : holidays_(std::move(holidays)), made_up_(std::move(made_up)) {}

bool Calendar::is_working(Day day) const {
  if (holidays_.contains(day)) return false;
  if (made_up_.contains(day)) return true;
  return std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding() <= 5;
}

Instant Calendar::due(Instant from, const TimeLimit& limit) const {
  if (limit.working_days == 0) return from + limit.plain;
  std::chrono::sys_days day{day_of(from)};
  // Holidays are finitely many, so weekdays follow; the bound only guards the loop.
  auto last =
      day + std::chrono::days(limit.working_days * 7 + 7 + static_cast<int>(holidays_.size()) * 7);
  for (int left = limit.working_days; left > 0 && day < last;)
    if (is_working(Day{day += std::chrono::days(1)})) --left;
  return start_of(Day{day + std::chrono::days(1)});
}

}  // namespace qs::casework
