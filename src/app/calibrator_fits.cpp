// Which fits of a micro station have become due, and making them.
#include "app/calibrator.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/values.h"

namespace qs::app {

using observe::CalibrationPair;
using observe::CalibrationPlan;
using observe::Sample;
using observe::SeriesId;

namespace {

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
        if (at == hours.end() || at->second.origin == observe::Origin::audit) break;
        if (auto value = observe::counted(at->second)) pair.signals.push_back(*value);
      }
      if (pair.signals.size() == signals.size()) out.push_back(std::move(pair));
    }
    return out;
  }
};

std::vector<std::pair<std::string, double>> Calibrator::references(
    const Site& micro, const CalibrationPlan& plan) const {
  std::vector<std::pair<std::string, double>> near;
  for (const auto& [id, site] : sites_.all()) {
    auto km = distance_km(micro, site);
    if (site.kind == kStandardStation && km <= plan.within_km) near.emplace_back(id, km);
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
      if (key == hour_mean_of(site, key.factor)) out.emplace(id, key.factor);
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
                                      Instant until, const CalibrationPlan& plan) {
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
    if (auto last = fit.applied() ? last_applied(fits, at) : nullptr) {
      fit.slope_change = fit.refit.slope - last->refit.slope;
      fit.offset_change = fit.refit.offset - last->refit.offset;
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
  auto& settled = settled_.try_emplace(channels.site, due.begin).first->second;
  if (!first) {
    auto have = std::ranges::count_if(pairs, [](const auto& p) { return p.reference.has_value(); });
    auto missing = static_cast<int>(plan.first_pairs) - static_cast<int>(have);
    settled = std::min(settled, until + std::chrono::hours{missing});
  }
  return made;
}

Result<std::vector<Fit>> Calibrator::fit_next(Instant until) {
  check(waits(), "a station waits to be looked at");
  auto site = *waiting_.begin();
  waiting_.erase(waiting_.begin());
  looked_until_ = until;
  std::vector<Fit> made;
  auto micro = sites_.find(site);
  auto plan = observe::calibration_plan(library_, day_of(until));
  if (!plan) return tl::unexpected(plan.error());
  if (!micro || !*plan || !records_.kind(kCalibrationKind)) return made;
  if (auto settled = settled_.find(site); settled != settled_.end() && until < settled->second)
    return made;
  settled_.erase(site);
  if (references(*micro, **plan).empty()) {  // nothing to calibrate against
    settled_[site] = Period::of(PeriodKind::week, until).end();
    return made;
  }
  std::vector<std::string> factors;
  for (const auto& [id, key] : series_.catalogue(site))
    if (key == hour_mean_of(site, key.factor) &&
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

}  // namespace qs::app
