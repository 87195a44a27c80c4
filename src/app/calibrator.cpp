#include "app/calibrator.h"

#include "app/all_records.h"
#include "base/decimal.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/values.h"

namespace qs::app {

using observe::CalibrationPair;
using observe::CalibrationPlan;
using observe::Origin;
using observe::Sample;
using observe::SeriesId;

namespace {

constexpr std::string_view kMicro = "air_micro", kStandard = "air_standard";
constexpr auto kHour = std::chrono::hours{1};

observe::SeriesKey hour_key(std::string site, std::string factor) {
  return {std::move(site), std::move(factor), observe::Cadence::hour, observe::Measure::avg};
}

std::chrono::days weeks(int count) {
  return std::chrono::days{7 * count};
}

Period first_week_after(Instant from) {
  auto week = Period::of(PeriodKind::week, from);
  return week.begin < from ? week.next() : week;
}

}  // namespace

struct Calibrator::Channels {
  using Hours = std::map<int64_t, Sample>;
  std::string site;
  std::vector<std::pair<std::string, double>> references;  // station, km
  std::map<std::string, Hours> own;                        // by factor, as measured
  std::map<std::string, std::vector<Hours>> beside;        // by factor, of each standard station

  // The mean of the standard stations that have a value; nullopt: none has.
  std::optional<double> reference(const std::string& factor, int64_t time) const {
    auto known = beside.find(factor);
    if (known == beside.end()) return std::nullopt;
    double sum = 0;
    int count = 0;
    for (const auto& hours : known->second) {
      auto at = hours.find(time);
      auto value = at == hours.end() ? std::nullopt : observe::counted(at->second);
      if (value) sum += *value, ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
  }

  // The hours at which the instrument itself gave every signal; a person's figure is not its own.
  std::vector<CalibrationPair> pairs(const std::vector<std::string>& signals) const {
    std::vector<CalibrationPair> out;
    for (const auto& [time, sample] : own.at(signals.front())) {
      CalibrationPair pair{time, {}, reference(signals.front(), time)};
      for (const auto& signal : signals) {
        const auto& hours = own.at(signal);
        auto at = hours.find(time);
        if (at == hours.end() || at->second.origin == Origin::audit) break;
        if (auto value = observe::counted(at->second)) pair.signals.push_back(*value);
      }
      if (pair.signals.size() == signals.size()) out.push_back(std::move(pair));
    }
    return out;
  }
};

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

const Fit* Calibrator::in_force(const std::string& site, const std::string& factor,
                                Instant hour) const {
  auto known = fits_.find({site, factor});
  if (known == fits_.end()) return nullptr;
  for (auto it = known->second.upper_bound(hour); it != known->second.begin();) {
    const auto& fit = (--it)->second;
    if (fit.applied()) return fit.valid.contains(hour) ? &fit : nullptr;
  }
  return nullptr;
}

std::vector<SeriesId> Calibrator::dependents(SeriesId series) const {
  std::vector<SeriesId> out;
  auto key = used_by_.empty() ? std::nullopt : series_.key(series);
  if (!key) return out;
  auto users = used_by_.find({key->site, key->factor});
  if (users == used_by_.end()) return out;
  for (const auto& factor : users->second)
    if (auto id = series_.find(hour_key(key->site, factor))) out.push_back(*id);
  return out;
}

void Calibrator::note(const std::string& site, Instant hour) {
  auto place = sites_.find(site);
  if (!place) return;
  if (place->kind == kMicro) waiting_.insert(site);
  if (place->kind != kStandard) return;
  auto plan = observe::calibration_plan(library_, day_of(hour));
  if (!plan || !*plan) return;
  for (const auto& [id, other] : sites_.all())
    if (other.kind == kMicro && distance_km(other, *place) <= (*plan)->within_km)
      waiting_.insert(id);
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
  std::map<Day, std::optional<CalibrationPlan>> plans;
  for (auto& h : hours) {
    note(h.site, h.period.begin);
    auto fit = in_force(h.site, h.factor, h.period.begin);
    if (!fit) continue;
    auto plan = observe::calibration_plan(library_, day_of(fit->valid.from));
    if (!plan) return tl::unexpected(plan.error());
    if (!*plan) continue;
    Work w{h, *fit, **plan, {}};
    for (const auto& signal : fit->signals)
      if (auto id = series_.find(hour_key(h.site, signal))) w.signals.push_back(*id);
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
    auto sample = known->second;
    sample.origin = Origin::calibrated;
    sample.value = value.value_or(sample.value);
    sample.frame = 0;
    bool same = there.origin == Origin::calibrated && there.value == sample.value &&
                there.mark == sample.mark;
    if (!same) batch.samples.push_back(sample);
    auto factor = library_.factor(w.hour.factor);
    w.hour.full = sample.value;
    w.hour.value = factor ? round_half_even(sample.value, factor->decimals) : sample.value;
  }
  if (batch.samples.empty()) return {};
  return series_.append(batch).map([](const auto&) {});
}

std::vector<std::pair<std::string, double>> Calibrator::references(
    const Site& micro, const CalibrationPlan& plan) const {
  std::vector<std::pair<std::string, double>> near;
  for (const auto& [id, site] : sites_.all()) {
    auto km = distance_km(micro, site);
    if (site.kind == kStandard && km <= plan.within_km) near.emplace_back(id, km);
  }
  std::ranges::sort(near, {}, [](const auto& n) { return std::pair(n.second, n.first); });
  if (near.size() > plan.references) near.resize(plan.references);
  return near;
}

bool Calibrator::undecided(const std::string& site, const std::vector<std::string>& factors,
                           Instant until, const CalibrationPlan& plan) const {
  for (const auto& factor : factors) {
    auto known = fits_.find({site, factor});
    if (known == fits_.end()) return true;
    for (auto week = first_week_after(until - weeks(plan.weeks_back)); week.begin <= until;
         week = week.next()) {
      auto fit = known->second.find(week.begin);
      if (fit == known->second.end() || !fit->second.applied()) return true;
    }
  }
  return false;
}

Result<Calibrator::Channels> Calibrator::read(const Site& micro, const CalibrationPlan& plan,
                                              Instant until) const {
  Channels channels;
  channels.site = micro.id;
  channels.references = references(micro, plan);
  Span span{until - 2 * weeks(plan.weeks_back), until};
  auto hours_at = [&](const std::string& site) {
    std::map<SeriesId, std::string> out;
    for (auto& [id, key] : series_.catalogue(site))
      if (key == hour_key(site, key.factor)) out.emplace(id, key.factor);
    return out;
  };
  auto ids = [](const auto& named) {
    std::vector<SeriesId> out;
    for (const auto& [id, factor] : named) out.push_back(id);
    return out;
  };
  auto own = hours_at(micro.id);
  auto measured = series_.measured(ids(own), span);
  if (!measured) return tl::unexpected(measured.error());
  for (const auto& s : *measured) channels.own[own[s.series]][s.time] = s;
  for (const auto& [station, km] : channels.references) {
    auto theirs = hours_at(station);
    auto standing = series_.scan(ids(theirs), span);
    if (!standing) return tl::unexpected(standing.error());
    std::map<std::string, Channels::Hours> by_factor;
    for (const auto& s : *standing) by_factor[theirs[s.series]][s.time] = s;
    for (auto& [factor, hours] : by_factor) channels.beside[factor].push_back(std::move(hours));
  }
  return channels;
}

std::vector<Fit> Calibrator::fits_due(const Channels& channels, const std::string& factor,
                                      Instant until, const CalibrationPlan& plan) const {
  std::vector<std::string> signals;
  for (auto& signal : observe::calibration_signals(library_, factor, day_of(until)))
    if (channels.own.contains(signal)) signals.push_back(std::move(signal));
  auto known = fits_.find({channels.site, factor});
  auto fits = known == fits_.end() ? Fits{} : known->second;
  auto pairs = channels.pairs(signals);
  std::vector<Fit> made;
  auto make = [&](bool first, Instant at, Instant from) {
    Fit fit{.site = channels.site,
            .factor = factor,
            .first = first,
            .valid = {at, at + weeks(plan.longest_weeks)},
            .window = {from, at},
            .signals = signals,
            .refit = {},
            .references = channels.references,
            .slope_change = {},
            .offset_change = {}};
    auto least = first ? plan.first_pairs : plan.least_pairs;
    fit.refit = observe::refit(observe::between(pairs, fit.window), least, plan);
    if (channels.references.empty()) fit.refit.fault = "no_reference";
    for (auto it = fits.lower_bound(at); fit.applied() && it != fits.begin();) {
      const auto& last = (--it)->second;
      if (!last.applied()) continue;
      fit.slope_change = fit.refit.slope - last.refit.slope;
      fit.offset_change = fit.refit.offset - last.refit.offset;
      break;
    }
    auto there = fits.find(at);
    if (there != fits.end() && write_of(there->second).fields == write_of(fit).fields) return;
    fits.insert_or_assign(at, fit);
    made.push_back(std::move(fit));
  };
  auto due = first_week_after(until - weeks(plan.weeks_back));
  auto week = [&](Period w) {
    auto there = fits.find(w.begin);
    if (there != fits.end() && (there->second.applied() || there->second.first)) return;
    auto from = w.begin - weeks(plan.weeks_back);
    if (!observe::between(pairs, {from, w.begin}).empty()) make(false, w.begin, from);
  };
  auto first = observe::first_fit_at(pairs, plan.first_pairs);
  bool had_first =
      std::ranges::any_of(fits, [](const auto& f) { return f.second.applied() || f.second.first; });
  for (; due.begin <= until && first && !had_first && due.begin < *first; due = due.next())
    week(due);
  if (first && !had_first) make(true, *first, from_ms(pairs.front().time));
  for (; due.begin <= until; due = due.next()) week(due);
  return made;
}

Result<std::vector<Fit>> Calibrator::fit_next(Instant until) {
  check(waits(), "a station waits to be looked at");
  auto site = *waiting_.begin();
  waiting_.erase(waiting_.begin());
  std::vector<Fit> made;
  auto micro = sites_.find(site);
  auto plan = observe::calibration_plan(library_, day_of(until));
  if (!plan) return tl::unexpected(plan.error());
  if (!micro || !*plan || !records_.kind(kCalibrationKind)) return made;
  std::vector<std::string> factors;
  for (const auto& [id, key] : series_.catalogue(site))
    if (key == hour_key(site, key.factor) &&
        !observe::calibration_signals(library_, key.factor, day_of(until)).empty())
      factors.push_back(key.factor);
  if (!undecided(site, factors, until, **plan)) return made;
  auto channels = read(*micro, **plan, until);
  if (!channels) return tl::unexpected(channels.error());
  for (const auto& factor : factors) {
    if (!channels->own.contains(factor)) continue;
    std::ranges::move(fits_due(*channels, factor, until, **plan), std::back_inserter(made));
  }
  return made;
}

Result<std::vector<std::pair<SeriesId, int64_t>>> Calibrator::hours_of(const Fit& fit,
                                                                       Instant until) const {
  std::vector<std::pair<SeriesId, int64_t>> out;
  auto id = series_.find(hour_key(fit.site, fit.factor));
  if (!id || !fit.applied()) return out;
  auto measured =
      series_.measured(std::span(&*id, 1), {fit.valid.from, std::min(until, fit.valid.until)});
  if (!measured) return tl::unexpected(measured.error());
  for (const auto& s : *measured) out.emplace_back(*id, s.time);
  return out;
}

}  // namespace qs::app
