#include "kernel/observe/noise.h"

#include <algorithm>
#include <cmath>

#include "base/result.h"
#include "kernel/observe/percentile.h"
#include "kernel/observe/values.h"

namespace qs::observe {
namespace {

double energy(double level) {
  return std::pow(10.0, 0.1 * level);
}

PartLevel part_level(std::span<const Sample> hours, Span span, int needed) {
  auto t = tally(inside(hours, span));
  PartLevel p;
  p.due = static_cast<uint32_t>((span.until - span.from) / std::chrono::hours{1});
  p.received = t.received;
  p.valid = static_cast<uint32_t>(t.values.size());
  if (!t.values.empty()) p.level = leq(t.values);
  p.enough = p.level && static_cast<int>(p.valid) >= needed;
  return p;
}

}  // namespace

double leq(std::span<const double> levels) {
  check(!levels.empty(), "an energy mean of no levels");
  double sum = 0;
  for (double level : levels) sum += energy(level);
  return 10 * std::log10(sum / static_cast<double>(levels.size()));
}

double ldn(double day_level, double night_level) {
  return 10 * std::log10((16 * energy(day_level) + 8 * energy(night_level + 10)) / 24);
}

double level_exceeded(std::span<const double> levels, double percent) {
  check(!levels.empty(), "an exceedance level of no levels");
  return *percentile(levels, 100 - percent);
}

std::optional<NoiseLevels> noise_levels(std::span<const double> levels) {
  if (levels.empty()) return std::nullopt;
  auto n = static_cast<double>(levels.size());
  double sum = 0, squares = 0;
  for (double level : levels) sum += level;
  for (double level : levels) squares += (level - sum / n) * (level - sum / n);
  auto [least, most] = std::ranges::minmax(levels);
  return NoiseLevels{.leq = leq(levels),
                     .l10 = level_exceeded(levels, 10),
                     .l50 = level_exceeded(levels, 50),
                     .l90 = level_exceeded(levels, 90),
                     .lmax = most,
                     .lmin = least,
                     .sd = levels.size() > 1 ? std::sqrt(squares / (n - 1)) : 0};
}

Span daytime(Day day, const NoiseRules& rules) {
  return {at(day, rules.day_from), at(day, rules.night_from)};
}

Span night(Day day, const NoiseRules& rules) {
  return {at(day, rules.night_from), at(day, 24 + rules.day_from)};
}

Span span_of(DayPart part, Day day, const NoiseRules& rules) {
  switch (part) {
    case DayPart::daytime:
      return daytime(day, rules);
    case DayPart::night:
      return night(day, rules);
    case DayPart::day_and_night:
      return {daytime(day, rules).from, night(day, rules).until};
    case DayPart::natural:
      break;
  }
  return Period::of(PeriodKind::day, start_of(day)).span();
}

Day noise_day_of(Instant t, const NoiseRules& rules) {
  return day_of(t - std::chrono::hours{rules.day_from});
}

NoiseDay noise_day(std::span<const Sample> hours, Day day, const NoiseRules& rules) {
  NoiseDay d{.day = part_level(hours, daytime(day, rules), rules.day_hours),
             .night = part_level(hours, night(day, rules), rules.night_hours),
             .ldn = {}};
  if (d.day.enough && d.night.enough) d.ldn = ldn(*d.day.level, *d.night.level);
  return d;
}

}  // namespace qs::observe
