#include "kernel/observe/calibration.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/observe/least_squares.h"

namespace qs::observe {
namespace {

constexpr size_t kFolds = 5;  // parts of the span, each judged by a fit of the others

double predict(const CalibrationModel& model, std::span<const double> signals) {
  double value = model.intercept;
  for (size_t i = 0; i < signals.size(); ++i) value += model.slopes[i] * signals[i];
  return value;
}

void correct_week(CalibratedWeek& week, std::span<const CalibrationPair> pairs,
                  const CalibrationPlan& plan) {
  std::vector<double> truth, made;
  double excess = 0;
  for (const auto& pair : pairs) {
    auto value = corrected(week.model, pair.signals, plan);
    if (!value) {
      ++week.beyond;
      continue;
    }
    week.values.push_back({.origin = Origin::calibrated, .time = pair.time, .value = *value});
    if (!pair.reference) continue;
    truth.push_back(*pair.reference);
    made.push_back(*value);
    excess += *value - *pair.reference;
  }
  if (truth.size() < 2) return;
  week.r2 = r_squared(truth, made);
  week.drift = excess / static_cast<double>(truth.size());
}

// Raw, corrected and true values of the hours that a fit of the other folds reaches.
struct Proof {
  std::vector<double> raw, made, truth;
};
Proof prove(const std::vector<CalibrationPair>& pairs, const CalibrationPlan& plan) {
  Proof proof;
  for (size_t fold = 0; fold < kFolds; ++fold) {
    auto from = static_cast<std::ptrdiff_t>(pairs.size() * fold / kFolds),
         until = static_cast<std::ptrdiff_t>(pairs.size() * (fold + 1) / kFolds);
    std::vector<CalibrationPair> others(pairs.begin(), pairs.begin() + from);
    others.insert(others.end(), pairs.begin() + until, pairs.end());
    auto model = fit_model(others, 0);
    if (!model) continue;
    for (auto i = from; i < until; ++i) {
      const auto& pair = pairs[static_cast<size_t>(i)];
      auto value = corrected(*model, pair.signals, plan);
      if (!value) continue;
      proof.raw.push_back(pair.signals.front());
      proof.made.push_back(*value);
      proof.truth.push_back(*pair.reference);
    }
  }
  return proof;
}

void set_line(Refit& fit, std::span<const CalibrationPair> pairs) {
  fit.slope = fit.model.slopes.front();
  fit.offset = fit.model.intercept;
  for (const auto& pair : pairs)
    for (size_t i = 1; i < pair.signals.size(); ++i)
      fit.offset += fit.model.slopes[i] * pair.signals[i] / static_cast<double>(pairs.size());
}

}  // namespace

std::span<const CalibrationPair> between(std::span<const CalibrationPair> pairs, Span span) {
  auto first = std::ranges::lower_bound(pairs, to_ms(span.from), {}, &CalibrationPair::time);
  auto last = std::ranges::lower_bound(pairs, to_ms(span.until), {}, &CalibrationPair::time);
  return {first, last};
}

Result<CalibrationModel> fit_model(std::span<const CalibrationPair> pairs, size_t least) {
  std::vector<double> rows, targets;
  CalibrationModel model;
  for (const auto& pair : pairs) {
    if (!pair.reference) continue;
    if (targets.empty()) {
      model.low = model.high = pair.signals;
      model.fitted_on.from = from_ms(pair.time);
    }
    check(pair.signals.size() == model.low.size(), "equally many signals in each pair");
    for (size_t i = 0; i < pair.signals.size(); ++i) {
      model.low[i] = std::min(model.low[i], pair.signals[i]);
      model.high[i] = std::max(model.high[i], pair.signals[i]);
    }
    rows.insert(rows.end(), pair.signals.begin(), pair.signals.end());
    targets.push_back(*pair.reference);
    model.fitted_on.until = from_ms(pair.time + 1);
  }
  model.pairs = targets.size();
  if (targets.empty() || targets.size() < least)
    return fail(fmt::format("{} pairs, {} are needed", targets.size(), least));
  auto width = model.low.size();
  auto fit = fit_linear(rows, width, targets);
  if (!fit) return tl::unexpected(fit.error());
  model.intercept = fit->intercept;
  model.slopes = std::move(fit->slopes);
  std::vector<double> made;
  for (size_t r = 0; r < targets.size(); ++r)
    made.push_back(predict(model, std::span(rows).subspan(r * width, width)));
  model.r2 = r_squared(targets, made);
  return model;
}

std::optional<double> corrected(const CalibrationModel& model, std::span<const double> signals,
                                const CalibrationPlan& plan) {
  check(signals.size() == model.slopes.size(), "the signals that the model was fitted on");
  for (size_t i = 0; i < signals.size(); ++i) {
    auto margin = plan.overreach * (model.high[i] - model.low[i]);
    if (signals[i] < model.low[i] - margin || signals[i] > model.high[i] + margin)
      return std::nullopt;
  }
  auto value = predict(model, signals);
  return plan.lowest ? std::max(*plan.lowest, value) : value;
}

Refit refit(std::span<const CalibrationPair> pairs, size_t least, const CalibrationPlan& plan) {
  Refit fit;
  std::vector<CalibrationPair> known;
  std::ranges::copy_if(pairs, std::back_inserter(known),
                       [](const CalibrationPair& p) { return p.reference.has_value(); });
  auto model = fit_model(known, least);
  if (!model) {
    fit.model.pairs = known.size();
    fit.fault = known.size() < least ? "few_pairs" : "degenerate";
    return fit;
  }
  fit.model = std::move(*model);
  set_line(fit, known);
  auto proof = prove(known, plan);
  if (proof.truth.size() * 2 < known.size()) {
    fit.fault = "unproven";
    return fit;
  }
  fit.r2_before = r_squared(proof.truth, proof.raw);
  fit.r2_after = r_squared(proof.truth, proof.made);
  if (*fit.r2_after < plan.least_r2)
    fit.fault = "blind";
  else if (*fit.r2_after <= *fit.r2_before)
    fit.fault = "not_better";
  return fit;
}

std::optional<Instant> first_fit_at(std::span<const CalibrationPair> pairs, size_t least) {
  size_t count = 0;
  for (const auto& pair : pairs)
    if (pair.reference && ++count >= least)
      return Period::of(PeriodKind::hour, from_ms(pair.time)).end();
  return std::nullopt;
}

std::vector<CalibratedWeek> calibrate_weekly(std::span<const CalibrationPair> pairs,
                                             const CalibrationPlan& plan) {
  std::vector<CalibratedWeek> weeks;
  if (pairs.empty()) return weeks;
  std::optional<CalibrationModel> model;
  auto week = Period::of(PeriodKind::week, from_ms(pairs.front().time));
  auto end = from_ms(pairs.back().time);
  for (; week.begin <= end; week = week.next()) {
    auto from = week.begin - std::chrono::days{7 * plan.weeks_back};
    auto fresh = refit(between(pairs, {from, week.begin}), plan.least_pairs, plan);
    if (fresh.fault.empty()) model = fresh.model;
    if (!model) continue;
    CalibratedWeek done;
    done.week = week;
    done.model = *model;
    done.refitted = fresh.fault.empty();
    correct_week(done, between(pairs, week.span()), plan);
    weeks.push_back(std::move(done));
  }
  return weeks;
}

}  // namespace qs::observe
