#include "kernel/observe/completeness.h"

#include <algorithm>
#include <map>

#include "base/result.h"
#include "kernel/observe/method.h"
#include "kernel/observe/values.h"

namespace qs::observe {
namespace {

constexpr Millis kHour{3'600'000};

// Counts the slots of one hour; several values in a slot count as their best one.
HourCount count_hour(std::span<const Sample> samples, Span hour, Millis step) {
  HourCount h{.hour = hour.from};
  h.due = static_cast<uint32_t>(std::max<int64_t>(1, kHour / step));
  enum Grade : uint8_t { nothing, came, stop, good };
  int64_t slot = -1;
  Grade best = nothing;
  auto close_slot = [&] {
    h.received += best != nothing;
    h.stopped += best == stop;
    h.valid += best == good;
    best = nothing;
  };
  for (const auto& s : inside(samples, hour)) {
    auto at = (s.time - to_ms(hour.from)) / step.count();
    if (at != slot) close_slot();
    slot = at;
    auto grade = counted(s) ? good : s.mark == Mark::stopped ? stop : came;
    best = std::max(best, grade);
  }
  close_slot();
  return h;
}

// Of one series. With steps of several hours only the hours of its grid are due, and the last of
// them when its step has ended: before, the device has nothing to send.
std::vector<HourCount> count_hours(std::span<const Sample> samples, Span span, Millis step) {
  auto hours = completeness(samples, span, std::min(step, kHour));
  if (step > kHour)
    std::erase_if(hours, [&](const HourCount& h) {
      bool off_grid = (to_ms(h.hour) - samples.front().time) % step.count() != 0;
      return off_grid || (h.received == 0 && h.hour + step > span.until);
    });
  return hours;
}

}  // namespace

std::vector<HourCount> completeness(std::span<const Sample> samples, Span span, Millis step) {
  check(step.count() > 0, "a step between values");
  std::vector<HourCount> hours;
  auto hour = Period::of(PeriodKind::hour, span.from);
  for (; hour.begin < span.until && hours.size() < kMostHours; hour = hour.next())
    hours.push_back(count_hour(samples, hour.span(), step));
  return hours;
}

std::vector<HourCount> completeness(std::span<const Sample> minutes, std::span<const Sample> hours,
                                    Span span) {
  std::map<Instant, HourCount> by_hour;
  if (!hours.empty())
    for (const auto& h : count_hours(hours, span, smallest_gap(hours).value_or(kHour)))
      by_hour[h.hour] = h;
  if (!minutes.empty())
    for (const auto& h :
         count_hours(minutes, span, std::chrono::minutes{seen_step_minutes(minutes).value_or(1)}))
      if (h.received > 0 || !by_hour.contains(h.hour)) by_hour[h.hour] = h;
  std::vector<HourCount> out;
  for (const auto& [hour, count] : by_hour) out.push_back(count);
  return out;
}

std::optional<double> capture_rate(std::span<const HourCount> hours) {
  double due = 0, valid = 0;  // in hours
  for (const auto& h : hours) {
    due += 1.0 - static_cast<double>(std::min(h.due, h.stopped)) / h.due;
    valid += static_cast<double>(h.valid) / h.due;
  }
  if (due == 0) return std::nullopt;
  return std::min(1.0, valid / due);
}

}  // namespace qs::observe
