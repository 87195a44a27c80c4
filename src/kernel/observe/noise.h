// 噪声: energy means, exceedance levels, day and night levels (GB 3096-2008, HJ 906-2017).
// Levels in dB(A).
#pragma once

#include <optional>
#include <span>

#include "base/time.h"
#include "kernel/observe/series.h"

namespace qs::observe {

// 10·lg(mean(10^(0.1·L))), full precision. `levels` must not be empty.
double leq(std::span<const double> levels);
// 10·lg((16·10^(0.1·Ld) + 8·10^(0.1·(Ln+10))) / 24), full precision.
double ldn(double day_level, double night_level);
// The level exceeded `percent` of the time: 10 the mean peak, 50 the middle, 90 the background.
double level_exceeded(std::span<const double> levels, double percent);

struct NoiseLevels {
  double leq = 0, l10 = 0, l50 = 0, l90 = 0, lmax = 0, lmin = 0;
  double sd = 0;  // standard deviation of the levels, not of their energy
};
// nullopt when there are none.
std::optional<NoiseLevels> noise_levels(std::span<const double> levels);

// Hours of day and night and the fewest valid hours; HJ 906's thresholds are a proposal of the
// fact table, marked so in the rules.
struct NoiseRules {
  double hour_share = 0;  // valid of due samples in an hour
  int day_hours = 0, night_hours = 0;
  int day_from = 0, night_from = 0;  // local hours, 6 and 22
};

// What a level of the day is of: the calendar day, 昼间, 夜间, or both (Ldn).
enum class DayPart : uint8_t { natural, daytime, night, day_and_night };

// 昼间 is day_from..night_from of the day; 夜间 begins at night_from and ends at day_from of the
// next day, so the night of a day is complete only in the next morning.
Span daytime(Day day, const NoiseRules& rules);
Span night(Day day, const NoiseRules& rules);
Span span_of(DayPart part, Day day, const NoiseRules& rules);
// The day whose daytime or night holds the instant.
Day noise_day_of(Instant t, const NoiseRules& rules);

// One of Ld, Ln: energy mean of hour Leq; `enough` when as many valid hours as the rules ask for.
struct PartLevel {
  std::optional<double> level;
  uint32_t due = 0, received = 0, valid = 0;
  bool enough = false;
};
struct NoiseDay {
  PartLevel day, night;
  std::optional<double> ldn;  // only when both are enough
};
// `hours`: hour Leq of one site, ordered by time, over daytime and night of the day.
NoiseDay noise_day(std::span<const Sample> hours, Day day, const NoiseRules& rules);

}  // namespace qs::observe
