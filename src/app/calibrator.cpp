#include "app/calibrator.h"

#include "app/all_records.h"
#include "base/decimal.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/values.h"

namespace qs::app {

using observe::CalibrationPlan;
using observe::Origin;
using observe::Sample;
using observe::SeriesId;

namespace {

// The version that a correction leaves: over the raw one, of no frame of its own.
Sample corrected_version(const Sample& raw, double value) {
  auto sample = raw;
  sample.origin = Origin::calibrated;
  sample.value = value;
  sample.frame = 0;
  return sample;
}

bool stands_already(const Sample& there, const Sample& version) {
  return there.origin == version.origin && there.value == version.value &&
         there.mark == version.mark;
}

}  // namespace

Calibrator::Calibrator(observe::SeriesLog& series, const ledger::RecordLog& records,
                       const standard::Library& library, const Sites& sites)
    : series_(series), records_(records), library_(library), sites_(sites) {}

Result<void> Calibrator::refresh() {
  if (!records_.kind(kCalibrationKind)) return {};  // packs that keep no calibration
  auto records = all_records(records_, std::string(kCalibrationKind));
  if (!records) return tl::unexpected(records.error());
  fits_.clear();
  used_by_.clear();
  for (const auto& r : *records) adopt(fit_of(r));
  return {};
}

void Calibrator::adopt(const Fit& fit) {
  for (const auto& signal : fit.signals)
    if (signal != fit.factor) used_by_[{fit.site, signal}].insert(fit.factor);
  fits_[{fit.site, fit.factor}].insert_or_assign(fit.valid.from, fit);
}

Result<std::vector<Fit>> Calibrator::applied_after(uint64_t commit, Instant since) const {
  std::vector<Fit> out;
  for (const auto& [key, fits] : fits_)
    for (const auto& [from, fit] : fits) {
      if (!fit.applied() || fit.valid.until <= since) continue;
      auto history = records_.history(kCalibrationKind, fit_id(fit));
      if (!history) return tl::unexpected(history.error());
      if (!history->empty() && history->back().commit > commit) out.push_back(fit);
    }
  return out;
}

const Fit* Calibrator::last_applied(const Fits& fits, Instant by) {
  for (auto it = fits.upper_bound(by); it != fits.begin();)
    if (const auto& fit = (--it)->second; fit.applied()) return &fit;
  return nullptr;
}

const Fit* Calibrator::in_force(const std::string& site, const std::string& factor,
                                Instant hour) const {
  auto known = fits_.find({site, factor});
  auto fit = known == fits_.end() ? nullptr : last_applied(known->second, hour);
  return fit && fit->valid.contains(hour) ? fit : nullptr;
}

std::vector<SeriesId> Calibrator::dependents(SeriesId series) const {
  std::vector<SeriesId> out;
  auto key = used_by_.empty() ? std::nullopt : series_.key(series);
  if (!key) return out;
  auto users = used_by_.find({key->site, key->factor});
  if (users == used_by_.end()) return out;
  for (const auto& factor : users->second)
    if (auto id = series_.find(hour_mean_of(key->site, factor))) out.push_back(*id);
  return out;
}

void Calibrator::note(const std::string& site, Period hour) {
  auto place = sites_.find(site);
  if (!place) return;
  auto wait = [&](const std::string& id) {
    waiting_.insert(id);
    if (hour.end() <= looked_until_) settled_.erase(id);
  };
  if (place->kind == kMicroStation) wait(site);
  if (place->kind != kStandardStation) return;
  auto plan = observe::calibration_plan(library_, day_of(hour.begin));
  if (!plan || !*plan) return;
  for (const auto& [id, other] : sites_.all())
    if (other.kind == kMicroStation && distance_km(other, *place) <= (*plan)->within_km) wait(id);
}

Result<void> Calibrator::correct(std::vector<observe::Statistic>& hours, Instant now) {
  struct Work {
    observe::Statistic& hour;
    const Fit& fit;
    CalibrationPlan plan;
    std::vector<SeriesId> signals;
  };
  std::vector<Work> work;
  std::vector<SeriesId> read, own;
  Span span{Instant::max(), Instant::min()};
  std::set<std::pair<std::string_view, Instant>> noted;  // an hour closes with many factors
  for (auto& h : hours) {
    if (noted.emplace(h.site, h.period.begin).second) note(h.site, h.period);
    auto fit = in_force(h.site, h.factor, h.period.begin);
    if (!fit) continue;
    auto plan = observe::calibration_plan(library_, day_of(fit->valid.from));
    if (!plan) return tl::unexpected(plan.error());
    if (!*plan) continue;
    Work w{h, *fit, **plan, {}};
    for (const auto& signal : fit->signals)
      if (auto id = series_.find(hour_mean_of(h.site, signal))) w.signals.push_back(*id);
    if (w.signals.size() != fit->signals.size()) continue;
    read.insert(read.end(), w.signals.begin(), w.signals.end());
    own.push_back(w.signals.front());
    span = {std::min(span.from, h.period.begin), std::max(span.until, h.period.end())};
    work.push_back(std::move(w));
  }
  if (work.empty()) return {};
  auto measured = series_.measured(read, span), standing = series_.scan(own, span);
  if (!measured || !standing) return tl::unexpected((!measured ? measured : standing).error());
  std::map<std::pair<SeriesId, int64_t>, Sample> raw, stands;
  for (const auto& s : *measured) raw[{s.series, s.time}] = s;
  for (const auto& s : *standing) stands[{s.series, s.time}] = s;

  observe::Batch batch;
  batch.received = now;
  batch.by = "flow";
  batch.reason = "calibration";
  for (auto& w : work) {
    auto time = to_ms(w.hour.period.begin);
    auto known = raw.find({w.signals.front(), time});
    if (known == raw.end() || known->second.origin == Origin::audit) continue;
    std::vector<double> signals;
    for (auto id : w.signals) {
      auto at = raw.find({id, time});
      auto value = at == raw.end() ? std::nullopt : observe::counted(at->second);
      if (value) signals.push_back(*value);
    }
    auto value = signals.size() == w.signals.size()
                     ? observe::corrected(w.fit.refit.model, signals, w.plan)
                     : std::nullopt;
    const auto& there = stands[{w.signals.front(), time}];
    // What was corrected and can be no more goes back to what was measured.
    if (!value && there.origin != Origin::calibrated) continue;
    auto sample = corrected_version(known->second, value.value_or(known->second.value));
    if (!stands_already(there, sample)) batch.samples.push_back(sample);
    auto factor = library_.factor(w.hour.factor);
    w.hour.full = sample.value;
    w.hour.value = factor ? round_half_even(sample.value, factor->decimals) : sample.value;
  }
  if (batch.samples.empty()) return {};
  return series_.append(batch).map([](const auto&) {});
}

Result<std::vector<std::pair<SeriesId, int64_t>>> Calibrator::hours_of(const Fit& fit,
                                                                       Instant until) const {
  std::vector<std::pair<SeriesId, int64_t>> out;
  auto id = series_.find(hour_mean_of(fit.site, fit.factor));
  if (!id || !fit.applied() || fit.valid.from >= until) return out;
  auto measured =
      series_.measured(std::span(&*id, 1), {fit.valid.from, std::min(until, fit.valid.until)});
  if (!measured) return tl::unexpected(measured.error());
  for (const auto& s : *measured) out.emplace_back(*id, s.time);
  return out;
}

}  // namespace qs::app
