// How one factor's statistics are made on one date: of what, how folded, validity, treatment of odd
// values, rounding. The figures come from the standard library (rules.h).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "kernel/observe/noise.h"
#include "kernel/observe/series.h"
#include "kernel/observe/values.h"

namespace qs::observe {

// 有效性: the fewest valid parts with which a statistic stands (GB 3095 表4, HJ 75).
struct Validity {
  int hour_minutes = 1;
  int day_hours = 1;  // also of a rolling 24 h
  int month_days = 1, february_days = 1;
  int year_days = 1;
  bool year_needs_months = false;  // and every month of the year valid
  int moving8_hours = 1;           // O3
  int mda8_windows = 1;            // O3
};

// 合成: how parts become one value. Levels in dB fold by their energy.
enum class Fold : uint8_t { mean, energy, greatest, least };

// Which statistics a factor has.
struct Chain {
  bool hours = true, days = true, longer = true;  // longer: month and year
};

struct Method {
  Validity validity;
  Treatment treatment;
  int places = 3;        // decimals of a statistic
  int step_minutes = 1;  // from one sent value to the next, inside an hour
  int step_hours = 1;    // from one hour value to the next
  int slowest_hours =
      1;  // a station may send as seldom (river: every 4 h); step_hours is then seen
  Cadence hour_from = Cadence::minute;  // or realtime, for a device that sends nothing else
  Fold fold = Fold::mean;
  Chain chain;
  bool ozone = false;    // has moving8 and mda8
  bool rolling = false;  // has rolling24

  // The factor whose values its statistics are made of, where that is another one: Leq for Ld, L10.
  std::string_view of;
  std::optional<double> exceeded;   // the hour is the level exceeded so many percent of the time
  DayPart part = DayPart::natural;  // of which its day is made; others than natural: noise
  NoiseRules noise;                 // the hours of the parts

  // The factor whose hour values stand beside its own: the flow that weighs the day of a waste
  // water, the oxygen that converts the hour of a flue gas. Empty: none.
  std::string_view beside;
  double least_share = 0;                  // of a weighed day: valid of due pairs
  std::optional<double> reference_oxygen;  // %: has zs_hour
  double ambient_oxygen = 21;              // % of the conversion formula

  std::string_view source(std::string_view factor) const { return of.empty() ? factor : of; }
};

// The shortest time from one value to the next; nullopt when fewer than two stand in `samples` (one
// series, ordered by time).
std::optional<Millis> smallest_gap(std::span<const Sample> samples);
// Minutes from one value to the next as the samples show it: the smallest gap, as a divisor of 60;
// nullopt where fewer than two stand.
std::optional<int> seen_step_minutes(std::span<const Sample> samples);
// Hours from one value to the next as the samples show it: the smallest gap, 1 .. slowest; the
// slowest where fewer than two stand.
int seen_step_hours(std::span<const Sample> samples, int slowest);

}  // namespace qs::observe
