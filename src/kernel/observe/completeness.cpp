#include "kernel/observe/completeness.h"

#include <algorithm>

#include "base/result.h"
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

std::optional<double> rate(std::span<const HourCount> hours, uint32_t HourCount::*what,
                           bool without_stops) {
  uint64_t due = 0, had = 0;
  for (const auto& h : hours) {
    due += h.due - std::min(h.due, h.stopped);
    had += h.*what - (without_stops ? h.stopped : 0);
  }
  if (due == 0) return std::nullopt;
  return std::min(1.0, static_cast<double>(had) / static_cast<double>(due));
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

Liveness liveness(const std::optional<Sample>& latest, Instant now, Cadence cadence, Millis step,
                  int tolerated) {
  if (!latest) return {};
  auto last = from_ms(latest->time);
  auto next_due = last + step * (cadence == Cadence::realtime ? 1 : 2);
  if (now <= next_due + step * tolerated) return {Presence::live, last};
  return {Presence::silent, next_due};
}

std::optional<double> capture_rate(std::span<const HourCount> hours) {
  return rate(hours, &HourCount::valid, false);
}

std::optional<double> online_rate(std::span<const HourCount> hours) {
  return rate(hours, &HourCount::received, true);
}

}  // namespace qs::observe
