#include "kernel/oversight/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/json.h"
#include "kernel/oversight/chance.h"

namespace qs::oversight {
namespace {

constexpr std::array<std::string_view, 3> kStates{"waiting", "came", "missing"};

std::vector<RetentionDay> draw(Chance& chance, std::string_view what, int count, Day today,
                               int months) {
  auto last = std::chrono::sys_days(today) - std::chrono::days{1};
  auto begin = today - std::chrono::months{months};
  if (!begin.ok()) begin = begin.year() / begin.month() / std::chrono::last;
  auto first = std::chrono::sys_days(begin);
  auto all = (last - first).count() + 1;
  std::set<Day> days;
  while (static_cast<int64_t>(days.size()) < std::min<int64_t>(count, all))
    days.insert(Day(first + std::chrono::days{chance.below(static_cast<uint64_t>(all))}));
  std::vector<RetentionDay> out;
  for (auto day : days) out.push_back({.what = std::string(what), .day = day});
  return out;
}

}  // namespace

std::vector<RetentionDay> draw_retention(const std::string& seed, Day today,
                                         const RetentionRules& rules) {
  Chance chance(seed);
  auto out = draw(chance, "raw", rules.raw_days, today, rules.raw_months);
  std::ranges::move(draw(chance, "video", rules.video_days, today, rules.video_months),
                    std::back_inserter(out));
  return out;
}

Result<void> answer(std::vector<RetentionDay>& days, std::string_view what, Day day,
                    const std::string& file, Day from, Day until) {
  auto at = std::ranges::find_if(
      days, [&](const RetentionDay& d) { return d.what == what && d.day == day; });
  if (at == days.end()) return fail("this day was not asked for", iso(day));
  if (day < from || until < day)
    return fail(fmt::format("the file covers {} to {}", iso(from), iso(until)), iso(day));
  at->state = RetentionState::came;
  at->file = file;
  at->note = fmt::format("{}—{}", iso(from), iso(until));
  return {};
}

void found_in_series(RetentionDay& day, int hours, const RetentionRules& rules) {
  day.hours = hours;
  if (hours >= rules.least_hours) day.state = RetentionState::came;
}

std::string settle(std::vector<RetentionDay>& days, Day due_on, Day today) {
  bool over = today > due_on;
  for (auto& day : days)
    if (over && day.state == RetentionState::waiting) day.state = RetentionState::missing;
  auto is = [&](RetentionState state) {
    return std::ranges::any_of(days, [&](const RetentionDay& d) { return d.state == state; });
  };
  if (is(RetentionState::missing)) return "missing";
  return is(RetentionState::waiting) ? "waiting" : "passed";
}

Json rows_of(const std::vector<RetentionDay>& days) {
  auto out = Json::array();
  for (const auto& d : days) {
    Json row{
        {"what", d.what}, {"day", iso(d.day)}, {"state", kStates[static_cast<size_t>(d.state)]}};
    if (!d.file.empty()) row["file"] = d.file;
    if (d.hours) row["hours"] = *d.hours;
    if (!d.note.empty()) row["note"] = d.note;
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<RetentionDay> retention_days(const std::string& rows) {
  std::vector<RetentionDay> out;
  auto list = Json::parse(rows, nullptr, false);
  if (!list.is_array()) return out;
  for (const auto& row : list) {
    auto day = parse_day(row.value("day", ""));
    if (!day) continue;
    auto state = std::ranges::find(kStates, row.value("state", "waiting"));
    RetentionDay d{.what = row.value("what", ""), .day = *day};
    d.state = static_cast<RetentionState>(state - kStates.begin());
    d.file = row.value("file", "");
    if (row.contains("hours")) d.hours = row["hours"].get<int>();
    d.note = row.value("note", "");
    out.push_back(std::move(d));
  }
  return out;
}

}  // namespace qs::oversight
