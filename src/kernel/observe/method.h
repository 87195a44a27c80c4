// How one factor's statistics are made on one date: validity, treatment of odd values, rounding.
// The figures come from the standard library (rules.h).
#pragma once

#include <optional>
#include <span>

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

struct Method {
  Validity validity;
  Treatment treatment;
  int places = 3;                       // decimals of a statistic
  int step_minutes = 1;                 // from one sent value to the next, inside an hour
  int step_hours = 1;                   // from one hour value to the next (river stations: 4)
  Cadence hour_from = Cadence::minute;  // or realtime, for a device that sends nothing else
  bool energy = false;                  // levels in dB: means are of energy
  bool ozone = false;                   // has moving8 and mda8
  bool rolling = false;                 // has rolling24
};

// Minutes from one value to the next as the samples show it: the smallest gap, as a divisor of 60.
// nullopt when fewer than two samples stand in `samples` (one series, ordered by time).
std::optional<int> seen_step_minutes(std::span<const Sample> samples);

}  // namespace qs::observe
