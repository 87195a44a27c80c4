// 微站校准: a micro station's signals are refitted every week against standard stations beside it.
// A week is corrected with a model of earlier weeks only; the raw values stay and the corrected
// ones become versions of Origin::calibrated.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/observe/series.h"

namespace qs::observe {

// One hour of the micro station: its signals in a fixed order (all finite), the one to be corrected
// first, and what the standard stations measured, if they did.
struct CalibrationPair {
  int64_t time = 0;
  std::vector<double> signals;
  std::optional<double> reference;
};

struct CalibrationPlan {
  // A model is fitted on at most so many weeks before the corrected one. Four was tried on a year
  // of a real NO2 sensor: R2 0.63 with one week, 0.74 with four, no better with twelve.
  int weeks_back = 4;
  int longest_weeks = 8;     // a model corrects at most so long without a better one
  size_t least_pairs = 100;  // of a weekly fit; with fewer pairs the last model goes on
  size_t first_pairs = 48;   // of the first fit of all
  // On hours that the fit has not seen; below, the sensor is blind and a corrected value would be
  // no more than the usual one. The NO2 sensor above never falls under 0.4 in a year.
  double least_r2 = 0.4;
  // A signal beyond the fitted range by more than this share of the range gives no corrected
  // value: the model knows nothing there.
  double overreach = 0.25;
  std::optional<double> lowest = 0;  // a corrected value below is set to it (concentrations)
  size_t references = 2;             // the nearest so many standard stations ...
  double within_km = 5;              // ... not farther than this
};

struct CalibrationModel {
  double intercept = 0;
  std::vector<double> slopes, low, high;  // one per signal; low..high: the range fitted on
  double r2 = 0;                          // on the pairs fitted on
  size_t pairs = 0;
  Span fitted_on;
};

// An Error: fewer than `least` pairs with a reference, a signal that does not vary or repeats
// others.
Result<CalibrationModel> fit_model(std::span<const CalibrationPair> pairs, size_t least);
// nullopt beyond the model's range. `signals` in the order of the fit.
std::optional<double> corrected(const CalibrationModel& model, std::span<const double> signals,
                                const CalibrationPlan& plan);

// 拟合: a fit and what it is worth. It is good enough when `fault` is empty.
struct Refit {
  CalibrationModel model;  // meaningless when nothing could be fitted
  // The model as a straight line of the corrected signal, the others at their means over the span
  // fitted on: slope * signal + offset. What drifts from fit to fit.
  double slope = 0, offset = 0;
  // Of the raw signal and of the corrected one against the reference, on the same hours, none of
  // which the correcting fit had seen: each fifth of the span is corrected by a fit of the other
  // four. nullopt: too little could be compared.
  std::optional<double> r2_before, r2_after;
  // Why it is not to be applied: few_pairs, degenerate (a signal that does not vary or repeats
  // others), unproven (less than half of the span could be compared), blind (below least_r2),
  // not_better, or the caller's own.
  std::string fault;
};
Refit refit(std::span<const CalibrationPair> pairs, size_t least, const CalibrationPlan& plan);

// The pairs with from <= time < until; `pairs` ordered by time.
std::span<const CalibrationPair> between(std::span<const CalibrationPair> pairs, Span span);
// When the first fit may be made: the end of the hour with which `least` pairs with a reference
// have come. nullopt: not yet.
std::optional<Instant> first_fit_at(std::span<const CalibrationPair> pairs, size_t least);

struct CalibratedWeek {
  Period week{PeriodKind::week, {}};
  CalibrationModel model;      // fitted before the week began
  bool refitted = false;       // false: the model of an earlier week, for want of a good one
  std::vector<Sample> values;  // corrected; series is 0, to be filled by the caller
  size_t beyond = 0;           // signals out of the model's range
  // On the pairs of this week, which the model never saw; nullopt when there are fewer than two.
  std::optional<double> r2, drift;  // drift: mean of corrected - reference
};
// All weeks for which a model can be had. `pairs` ordered by time, each with equally many signals.
std::vector<CalibratedWeek> calibrate_weekly(std::span<const CalibrationPair> pairs,
                                             const CalibrationPlan& plan = {});

}  // namespace qs::observe
