// 完整性: due, received and valid per hour, and the rate that sources are graded by.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "kernel/observe/series.h"

namespace qs::observe {

struct HourCount {
  Instant hour;
  uint32_t due = 1, received = 0, valid = 0;  // due: never 0
  uint32_t stopped = 0;  // marked as a documented stop (F): leaves the denominator of the rate
};
// Per hour of the span (at most kMostHours hours, the first), of one series ordered by time that
// sends every `step`. Several values inside one step count once.
inline constexpr size_t kMostHours = 24 * 366 * 2;
std::vector<HourCount> completeness(std::span<const Sample> samples, Span span, Millis step);
// The hours of a factor of which minutes and hours are kept, ordered by time, with the steps that
// the values show: one that came in minutes is counted in minutes, any other as one value; of a
// station that sends every few hours only the hours of its grid are due, each when its step is
// over.
std::vector<HourCount> completeness(std::span<const Sample> minutes, std::span<const Sample> hours,
                                    Span span);

// 捕获率 (HJ 75): valid / (due - stopped) over a period. Every hour weighs the same, however many
// values are due in it: 23 hours that came as one value each and one minute of a 24th are 96 %. A
// stop leaves the denominator. nullopt when nothing was due.
std::optional<double> capture_rate(std::span<const HourCount> hours);

}  // namespace qs::observe
