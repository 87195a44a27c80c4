// 完整性: due, received and valid per hour; silence as a state of its own; the rates that sources
// are graded by.
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
  uint32_t stopped = 0;  // marked as a documented stop (F): leaves the denominator of the rates
};
// Per hour of the span (at most kMostHours hours, the first), of one series ordered by time that
// sends every `step`. Several values inside one step count once.
inline constexpr size_t kMostHours = 24 * 366 * 2;
std::vector<HourCount> completeness(std::span<const Sample> samples, Span span, Millis step);
// The hours of a factor of which minutes and hours are kept, ordered by time, with the steps that
// the values show: one that came in minutes is counted in minutes, any other as one value; of a
// station that sends every few hours only the hours of its grid are due.
std::vector<HourCount> completeness(std::span<const Sample> minutes, std::span<const Sample> hours,
                                    Span span);

// 失联: a series is silent when more than `tolerated` values in a row are overdue; `since` is the
// instant at which the first of them was due (an interval's value is due at the interval's end). A
// series that never spoke is `unheard`, not silent.
enum class Presence : uint8_t { unheard, live, silent };
struct Liveness {
  Presence presence = Presence::unheard;
  Instant since;  // silent: first missed; live: the newest value
};
Liveness liveness(const std::optional<Sample>& latest, Instant now, Cadence cadence, Millis step,
                  int tolerated);

// 捕获率 (HJ 75): valid / (due - stopped) over a period. Every hour weighs the same, however many
// values are due in it: history that came as 23 hours and one minute of a 24th is a capture of 96
// %. A stop leaves the denominator. nullopt when nothing was due.
std::optional<double> capture_rate(std::span<const HourCount> hours);

}  // namespace qs::observe
