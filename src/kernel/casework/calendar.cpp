#include "kernel/casework/calendar.h"

#include <charconv>

#include "base/duration.h"

namespace qs::casework {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr auto kWorkingDay = std::chrono::hours(8);

// The figure before the two letters of its unit.
Result<int> figure_of(std::string_view text, int most) {
  int figure = 0;
  auto end = text.data() + text.size() - 2;
  auto [rest, fault] = std::from_chars(text.data(), end, figure);
  if (fault != std::errc{} || rest != end || figure < 1 || figure > most) {
    auto unit = text.substr(text.size() - 2);
    return fail(
        fmt::format("'{}' is no limit in working time: 1{} to {}{}", text, unit, most, unit));
  }
  return figure;
}

}  // namespace

Result<TimeLimit> parse_time_limit(std::string_view text) {
  if (text.ends_with("wd"))
    return figure_of(text, kMostWorkingDays).map([](int n) { return TimeLimit{{}, n, {}}; });
  if (text.ends_with("wh"))
    return figure_of(text, kMostWorkingHours).map([](int n) {
      return TimeLimit{{}, 0, std::chrono::hours(n)};
    });
  return parse_duration(text).map([](Millis plain) { return TimeLimit{plain, 0, {}}; });
}

std::string text_of(const TimeLimit& limit) {
  if (limit.working_days > 0) return fmt::format("{}wd", limit.working_days);
  if (limit.working > Millis{0})
    return fmt::format("{}wh", std::chrono::floor<std::chrono::hours>(limit.working).count());
  return duration_text(limit.plain);
}

Millis at_least(const TimeLimit& limit) {
  return limit.plain + days(1) * limit.working_days + limit.working * (days(1) / kWorkingDay);
}

Calendar::Calendar(std::set<Day> holidays, std::set<Day> made_up, std::vector<OfficeHours> hours)
    : holidays_(std::move(holidays)), made_up_(std::move(made_up)) {
  if (!hours.empty()) hours_ = std::move(hours);
}

bool Calendar::is_working(Day day) const {
  if (holidays_.contains(day)) return false;
  if (made_up_.contains(day)) return true;
  return std::chrono::weekday{sys_days{day}}.iso_encoding() <= 5;
}

bool Calendar::knows(std::chrono::year year) const {
  auto first = holidays_.lower_bound(Day{year / 1 / 1});
  return first != holidays_.end() && first->year() == year;
}

// Holidays are finitely many, so working days follow; `last` only guards the loop.
Instant Calendar::after_days(Instant from, int left) const {
  sys_days day{day_of(from)};
  auto last = day + days(left * 7 + 7 + static_cast<int>(holidays_.size()) * 7);
  while (left > 0 && day < last)
    if (is_working(Day{day += days(1)})) --left;
  return start_of(Day{day + days(1)});
}

Instant Calendar::after_worked(Instant from, Millis left) const {
  sys_days day{day_of(from)};
  auto last =
      day + days(left / std::chrono::hours(1) * 7 + 7 + static_cast<int>(holidays_.size()) * 7);
  for (; day < last; day += days(1)) {
    if (!is_working(Day{day})) continue;
    for (const auto& part : hours_) {
      auto begin = std::max(from, start_of(Day{day}) + part.from);
      auto end = start_of(Day{day}) + part.until;
      if (begin >= end) continue;
      if (left <= end - begin) return begin + left;
      left -= end - begin;
    }
  }
  return start_of(Day{last});
}

int Calendar::working_days(Instant from, Instant until) const {
  int count = 0;
  sys_days last{day_of(until)};
  for (sys_days day = sys_days{day_of(from)} + days(1); day <= last; day += days(1))
    count += is_working(Day{day}) ? 1 : 0;
  return count;
}

Millis Calendar::worked(Instant from, Instant until) const {
  Millis sum{0};
  for (sys_days day{day_of(from)}; start_of(Day{day}) < until; day += days(1)) {
    if (!is_working(Day{day})) continue;
    for (const auto& part : hours_) {
      auto begin = std::max(from, start_of(Day{day}) + part.from);
      auto end = std::min(until, start_of(Day{day}) + part.until);
      if (begin < end) sum += end - begin;
    }
  }
  return sum;
}

Instant Calendar::due(Instant from, const TimeLimit& limit) const {
  if (limit.working_days > 0) return after_days(from, limit.working_days);
  if (limit.working > Millis{0}) return after_worked(from, limit.working);
  return from + limit.plain;
}

Instant Calendar::moved(Instant due, const TimeLimit& limit, Instant from, Instant until) const {
  if (until <= from) return due;
  if (limit.working_days > 0) {
    int paused = working_days(from, until);
    return paused == 0 ? due : after_days(due - Millis{1}, paused);
  }
  if (limit.working > Millis{0}) return after_worked(due, worked(from, until));
  return due + (until - from);
}

}  // namespace qs::casework
