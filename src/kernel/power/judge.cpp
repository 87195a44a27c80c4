#include "kernel/power/judge.h"

#include <algorithm>
#include <cmath>

#include "base/result.h"
#include "kernel/power/step.h"

namespace qs::power {
namespace {

State worst(State a, State b) {
  return std::max(a, b);
}

// A line runs when one of its meters does; of one that has no meter nothing is known.
State state_of(const std::vector<int>& meters, const Memory& memory) {
  State state = meters.empty() ? State::unknown : State::off;
  bool known = true;
  for (int meter : meters) {
    auto one = memory.meters[static_cast<size_t>(meter)].state;
    known &= one != State::unknown;
    state = worst(state, one);
  }
  return known || state == State::run ? state : State::unknown;
}

void refresh_orders(const Step& step) {
  auto& active = step.memory.active;
  step.memory.orders_read = true;
  active.clear();
  auto hour = step.minute / 60 * 60;
  for (size_t i = 0; i < step.plan.orders.size(); ++i) {
    const auto& span = step.plan.orders[i].span;
    if (minute_of(span.from) < hour + 60 && hour < minute_of(span.until))
      active.push_back(static_cast<int>(i));
  }
}

}  // namespace

void Step::tell(Finding finding, const Episode& episode, bool over, Minute lag) const {
  finding.from = episode.since - lag;
  finding.until = episode.seen - lag;
  finding.over = over;
  told.findings.push_back(std::move(finding));
}

void Step::pass(Episode& episode, Truth now, double hold, Finding finding, Minute lag) const {
  if (now == Truth::yes) {
    if (episode.since < 0) episode = {.since = minute};
    episode.seen = minute + 1;
    auto beyond = [&](double measured) { return std::abs(measured - finding.bound); };
    if (minute == episode.since) episode.measured = finding.measured;
    if (beyond(finding.measured) > beyond(episode.measured)) episode.measured = finding.measured;
    if (!episode.fired && static_cast<double>(minute + 1 - episode.since) >= hold) {
      episode.fired = true;
      finding.measured = episode.measured;
      tell(finding, episode, false, lag);
    }
    return;
  }
  if (episode.since < 0) return;
  if (now == Truth::unknown && episode.fired) return;
  if (episode.fired) {
    finding.measured = episode.measured;
    tell(finding, episode, true, lag);
  }
  episode = {};
}

void judge(const Plan& plan, const Law& law, Memory& memory, Minute minute,
           std::span<const Reading> row, Told& told) {
  check(minute == memory.next && row.size() == memory.meters.size(),
        "the minutes follow each other");
  Step step{plan, law, memory, minute, row, told};
  if (day_number(minute) != memory.day) end_day(step);
  if (minute % 60 == 0 || !memory.orders_read) refresh_orders(step);
  read_meters(step);
  judge_counters(step);
  for (size_t i = 0; i < plan.lines.size(); ++i)
    memory.lines[i].state = state_of(plan.lines[i].meters, memory);
  for (size_t i = 0; i < plan.devices.size(); ++i)
    memory.devices[i].state = state_of(plan.devices[i].meters, memory);
  judge_pairs(step);
  judge_lines(step);
  judge_whole(step);
  memory.next = minute + 1;
}

}  // namespace qs::power
