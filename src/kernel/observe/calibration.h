// 微站校准: a micro station's signals are refitted every week against a standard station beside it.
// A week is corrected with a model of earlier weeks only; the raw values stay and the corrected
// ones become versions of Origin::calibrated.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/observe/series.h"

namespace qs::observe {

// One hour of the micro station: its signals in a fixed order (own channels, temperature,
// humidity; all finite) and what the standard station measured, if it did.
struct CalibrationPair {
  int64_t time = 0;
  std::vector<double> signals;
  std::optional<double> reference;
};

struct CalibrationPlan {
  // A model is fitted on at most so many weeks before the corrected one. Four was tried on a year
  // of a real NO2 sensor: R2 0.63 with one week, 0.74 with four, no better with twelve.
  int weeks_back = 4;
  size_t least_pairs = 100;  // with fewer pairs the last model goes on
  // A signal beyond the fitted range by more than this share of the range gives no corrected
  // value: the model knows nothing there.
  double overreach = 0.25;
  std::optional<double> lowest = 0;  // a corrected value below is set to it (concentrations)
};

struct CalibrationModel {
  double intercept = 0;
  std::vector<double> slopes, low, high;  // one per signal; low..high: the range fitted on
  double r2 = 0;                          // on the pairs fitted on
  size_t pairs = 0;
  Span fitted_on;
};

// An Error: fewer pairs than the plan asks for, a signal that does not vary or repeats others.
Result<CalibrationModel> fit_model(std::span<const CalibrationPair> pairs,
                                   const CalibrationPlan& plan);
// nullopt beyond the model's range. `signals` in the order of the fit.
std::optional<double> corrected(const CalibrationModel& model, std::span<const double> signals,
                                const CalibrationPlan& plan);

struct CalibratedWeek {
  Period week{PeriodKind::week, {}};
  CalibrationModel model;      // fitted before the week began
  bool refitted = false;       // false: the model of an earlier week, for want of pairs
  std::vector<Sample> values;  // corrected; series is 0, to be filled by the caller
  size_t beyond = 0;           // signals out of the model's range
  // On the pairs of this week, which the model never saw; nullopt when there are fewer than two.
  std::optional<double> r2, drift;  // drift: mean of corrected - reference
};
// All weeks for which a model can be had. `pairs` ordered by time, each with equally many signals.
std::vector<CalibratedWeek> calibrate_weekly(std::span<const CalibrationPair> pairs,
                                             const CalibrationPlan& plan = {});

}  // namespace qs::observe
