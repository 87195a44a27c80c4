#include "kernel/ledger/due.h"

#include <algorithm>
#include <array>

#include "kernel/ledger/check.h"

namespace qs::ledger {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;

constexpr sys_days kFirstMonday{std::chrono::January / 5 / 1970};
constexpr std::array<std::pair<std::string_view, int>, 2> kWeeks{{{"P7D", 7}, {"P14D", 14}}};
constexpr std::array<std::pair<std::string_view, unsigned>, 4> kMonths{
    {{"P1M", 1}, {"P3M", 3}, {"P6M", 6}, {"P1Y", 12}}};

// Days before the end of a duty's period at which people are reminded of it: a practice.
constexpr std::array<std::pair<std::string_view, int>, 6> kRemind{
    {{"P7D", 2}, {"P14D", 4}, {"P1M", 7}, {"P3M", 15}, {"P6M", 30}, {"P1Y", 60}}};

Day later(Day day, int count) {
  return Day{sys_days(day) + days{count}};
}

Days run_of_days(Day inside, int length) {
  auto since = (sys_days(inside) - kFirstMonday).count();
  auto into = ((since % length) + length) % length;
  auto from = later(inside, -static_cast<int>(into));
  return {from, later(from, length - 1)};
}

Days run_of_months(Day inside, unsigned length) {
  auto first = (static_cast<unsigned>(inside.month()) - 1) / length * length + 1;
  Day from = inside.year() / std::chrono::month{first} / 1;
  return {from, later(from + months{length}, -1)};
}

// The day itself, or the last one of a period.
std::optional<Day> last_day(const Fields& record, const std::string& field) {
  auto it = record.find(field);
  auto text = it == record.end() ? nullptr : std::get_if<std::string>(&it->second);
  if (!text) return std::nullopt;
  auto day = parse_day(std::string_view(*text).substr(text->find('/') + 1));  // npos + 1 is 0
  return day ? std::optional(*day) : std::nullopt;
}

// The nearest reminder whose day has come.
std::string stage_of(std::span<const int> remind_days, const Due& due, Day today) {
  if (due.state == DueState::overdue) return "overdue";
  if (due.state == DueState::done) return {};
  std::optional<int> nearest;
  for (auto days : remind_days)
    if (today >= later(due.period.until, -days) && (!nearest || days < *nearest)) nearest = days;
  return nearest ? fmt::format("remind-{}", *nearest) : std::string{};
}

}  // namespace

std::string_view name(DueState state) {
  constexpr std::array<std::string_view, 3> kNames{"done", "due", "overdue"};
  return kNames[static_cast<size_t>(state)];
}

std::optional<Days> duty_period(std::string_view every, Day inside) {
  for (auto [text, length] : kWeeks)
    if (text == every) return run_of_days(inside, length);
  for (auto [text, length] : kMonths)
    if (text == every) return run_of_months(inside, length);
  return std::nullopt;
}

std::optional<Due> due_of(const Duty& duty, const Fields& record, std::span<const Day> recorded,
                          Day today, std::optional<Day> since) {
  auto running = duty_period(duty.every, today);
  if (!running || (duty.when && !holds(*duty.when, record))) return std::nullopt;
  auto before = *duty_period(duty.every, later(running->from, -1));
  auto within = [&](const Days& period) {
    return std::any_of(recorded.begin(), recorded.end(), [&](Day d) { return period.hold(d); });
  };
  if (within(*running)) return Due{DueState::done, *running};
  bool owed = !since || *since <= before.until;
  if (owed && !within(before)) return Due{DueState::overdue, before};
  return Due{DueState::due, *running};
}

std::optional<Due> due_of(const Expiry& expiry, const Fields& record, Day today) {
  auto last = last_day(record, expiry.field);
  if (!last || (expiry.when && !holds(*expiry.when, record))) return std::nullopt;
  int ahead = 0;
  for (auto days : expiry.remind_days) ahead = std::max(ahead, days);
  Days period{later(*last, -ahead), *last};
  if (today > *last) return Due{DueState::overdue, period};
  return Due{period.hold(today) ? DueState::due : DueState::done, period};
}

std::string stage_of(const Expiry& expiry, const Due& due, Day today) {
  return stage_of(std::span<const int>(expiry.remind_days), due, today);
}

std::string stage_of(const Duty& duty, const Due& due, Day today) {
  std::vector<int> days;
  for (auto [every, ahead] : kRemind)
    if (every == duty.every) days.push_back(ahead);
  return stage_of(std::span<const int>(days), due, today);
}

}  // namespace qs::ledger
