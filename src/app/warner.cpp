#include "app/warner.h"

#include "kernel/observe/completeness.h"
#include "kernel/observe/values.h"

namespace qs::app {

using alert::Input;
using alert::Rule;
using observe::BySeries;
using observe::Cadence;
using observe::Measure;

namespace {

constexpr std::chrono::hours kLateFindings{24 * 31};  // a silence still covers what comes late

Measure measure_of(Cadence cadence) {
  return cadence == Cadence::realtime ? Measure::rtd : Measure::avg;
}

// From one value of this cadence to the next, where a station's own step is not known.
Millis step_of(Cadence cadence) {
  return Period::of(cadence == Cadence::hour ? PeriodKind::hour : PeriodKind::minute, {}).end() -
         Instant{};
}

bool watches_time(const Rule& rule) {
  auto input = alert::input_of(rule.kind);
  return input == Input::last_received || input == Input::completeness;
}

}  // namespace

// One look of one rule: where, at what, and what this pass has assessed.
struct Warner::Subject {
  const Site& site;
  std::string factor;
  Instant at;
  const Assessment& assessment;
  const BySeries& values;
};

Warner::Warner(const observe::SeriesLog& series, const ledger::RecordLog& records,
               const standard::Library& library, const Sites& sites, std::vector<Rule> rules)
    : series_(series),
      records_(records),
      library_(library),
      sites_(sites),
      rules_(std::move(rules)),
      episodes_(records) {}

const Rule* Warner::rule(std::string_view id) const {
  auto it = std::ranges::find(rules_, id, &Rule::id);
  return it == rules_.end() ? nullptr : &*it;
}

std::vector<std::string> Warner::factors(const Rule& rule, const Site& site) const {
  if (alert::is_per_site(rule.kind)) return {""};
  if (!rule.factors.empty()) return rule.factors;
  std::vector<std::string> all;
  for (auto& [id, key] : series_.catalogue(site.id))
    if (key.cadence == rule.cadence && key.measure == measure_of(rule.cadence))
      all.push_back(key.factor);
  return all;
}

Result<BySeries> Warner::gather(Cadence cadence, Span span,
                                const std::set<std::string>& sites) const {
  std::set<observe::SeriesId> series;
  Millis window{0};
  auto add = [&](const Rule& rule, const Site& site) {
    for (const auto& factor : factors(rule, site))
      if (auto id = series_.find({site.id, factor, cadence, measure_of(cadence)}))
        series.insert(*id);
  };
  for (const auto& rule : rules_) {
    auto input = alert::input_of(rule.kind);
    if (rule.cadence != cadence || (input != Input::samples && input != Input::neighbours))
      continue;
    window = std::max(window, rule.parameters.window.value_or(Millis{0}));
    if (input == Input::neighbours)
      for (const auto& [id, site] : sites_.all()) add(rule, site);
    else
      for (const auto& id : sites)
        if (auto site = sites_.find(id)) add(rule, *site);
  }
  return scan_by_series(series_, series, {span.from - window, span.until});
}

Result<BySeries> Warner::hours_for_capture(Instant hour) const {
  Millis window{0};
  for (const auto& rule : rules_)
    if (alert::input_of(rule.kind) == Input::completeness)
      window = std::max(window, rule.parameters.window.value_or(Millis{0}));
  std::set<observe::SeriesId> series;
  if (window > Millis{0})
    for (const auto& [id, key] : series_.catalogue())
      if (key.cadence == Cadence::hour && key.measure == Measure::avg) series.insert(id);
  return scan_by_series(series_, series, {hour - window, hour});
}

std::span<const observe::Sample> Warner::samples(const BySeries& values, const Site& site,
                                                 std::string_view factor, Cadence cadence,
                                                 Span span) const {
  auto id = series_.find({site.id, std::string(factor), cadence, measure_of(cadence)});
  return inside(values, id, span);
}

std::vector<alert::Neighbour> Warner::neighbours(const Rule& rule, const Subject& subject) const {
  std::vector<alert::Neighbour> out;
  constexpr double kDefaultRadiusKm = 3;
  double radius = rule.parameters.radius_km.value_or(kDefaultRadiusKm);
  for (const auto& [id, other] : sites_.all()) {
    if (id == subject.site.id || !other.kind.starts_with("air")) continue;
    double km = distance_km(subject.site, other);
    bool standard_station = other.kind == "air_standard";
    if (km > radius && !standard_station) continue;  // the nearest standard station always counts
    alert::Neighbour n{id, km, standard_station, std::nullopt};
    auto values = samples(subject.values, other, subject.factor, rule.cadence,
                          {subject.at, subject.at + Millis{1}});
    if (!values.empty() && observe::counts(values.front().mark)) n.value = values.front().value;
    out.push_back(std::move(n));
  }
  return out;
}

std::optional<alert::Completeness> Warner::completeness(const BySeries& values, const Site& site,
                                                        std::string_view factor, Span span) const {
  alert::Completeness sum;
  for (auto& [id, key] : series_.catalogue(site.id)) {
    if (key.cadence != Cadence::hour || key.measure != Measure::avg) continue;
    if (!factor.empty() && key.factor != factor) continue;
    for (const auto& hour :
         observe::completeness(inside(values, id, span), span, step_of(Cadence::hour))) {
      sum.due += hour.due;
      sum.received += hour.received;
      sum.valid += hour.valid;
    }
  }
  return sum.due == 0 ? std::nullopt : std::optional(sum);
}

std::optional<Instant> Warner::last_received(const Site& site) const {
  std::vector<observe::SeriesId> ids;
  for (auto& [id, key] : series_.catalogue(site.id))
    if (key.measure == measure_of(key.cadence) && key.cadence <= Cadence::hour) ids.push_back(id);
  std::optional<Instant> newest;
  for (const auto& s : series_.latest(ids))
    if (s && s->origin != observe::Origin::derived && (!newest || from_ms(s->time) > *newest))
      newest = from_ms(s->time);
  return newest;
}

Result<void> Warner::judge(const Rule& rule, const Subject& subject, Instant now,
                           std::vector<Warning>& out) {
  alert::Place place{subject.site.id, subject.site.kind, subject.site.street};
  if (!alert::covers(rule, place, subject.factor)) return {};
  alert::Look look{.place = place, .factor = subject.factor, .at = subject.at};
  look.declared = library_.factor(subject.factor);
  auto window = rule.parameters.window.value_or(Millis{0});
  switch (alert::input_of(rule.kind)) {
    case Input::verdict:
      look.verdict = subject.assessment.verdict(place.id, look.factor, rule.parameters.statistic);
      if (!look.verdict) return {};
      break;
    case Input::index:
      look.index = subject.assessment.index(place.id, rule.parameters.index);
      if (!look.index) return {};
      break;
    case Input::neighbours:
      look.neighbours = neighbours(rule, subject);
      [[fallthrough]];
    case Input::samples:
      look.samples = samples(subject.values, subject.site, look.factor, rule.cadence,
                             {subject.at - window, subject.at + Millis{1}});
      if (!look.samples.empty() && from_ms(look.samples.back().time) == subject.at &&
          observe::counts(look.samples.back().mark))
        look.value = look.samples.back().value;
      break;
    case Input::completeness:
      look.completeness = completeness(subject.values, subject.site, look.factor,
                                       {subject.at - window, subject.at});
      break;
    case Input::last_received:
      look.last_received = last_received(subject.site);
      break;
  }
  auto finding = alert::judge(rule, look);
  finding.held_back = alert::is_held_back(silences_, finding);
  auto episodes = episodes_.of(rule.id, place.id, finding.factor, subject.at);
  if (!episodes) return tl::unexpected(episodes.error());
  auto unit = look.declared ? std::string_view(look.declared->unit) : std::string_view{};
  auto step = alert::step(rule, finding, *episodes, now, unit);
  if (step.alert) out.push_back({step.event, std::move(*step.alert), &rule});
  return {};
}

Result<std::vector<Warning>> Warner::look(Cadence cadence, Instant at,
                                          const std::set<std::string>& sites,
                                          const Assessment& assessment, const BySeries& values,
                                          Instant now) {
  std::vector<Warning> out;
  for (const auto& rule : rules_) {
    if (rule.cadence != cadence || watches_time(rule)) continue;
    for (const auto& id : sites) {
      auto site = sites_.find(id);
      if (!site) continue;
      for (auto& factor : factors(rule, *site))
        if (auto done = judge(rule, {*site, factor, at, assessment, values}, now, out); !done)
          return tl::unexpected(done.error());
    }
  }
  return out;
}

Result<void> Warner::load(Instant now) {
  if (auto done = episodes_.load(now); !done) return done;
  return refresh(now);
}

Result<void> Warner::refresh(Instant now) {
  episodes_.forget_old(now);
  auto records = records_.query({.kind = "silence",
                                 .where = {{.field = "until",
                                            .op = ledger::Op::greater,
                                            .value = to_ms(now - kLateFindings)}},
                                 .limit = ledger::kMaxPage});
  if (!records) return tl::unexpected(records.error());
  silences_.clear();
  for (const auto& r : *records) silences_.push_back(alert::silence_of(r));
  return {};
}

Result<std::vector<Warning>> Warner::watch(Instant now) {
  std::vector<Warning> out;
  const Assessment nothing;
  // A capture rate is of whole hours: it is looked at once in each.
  auto hour = Period::of(PeriodKind::hour, now).begin;
  bool captures = hour != capture_seen_;
  auto values = captures ? hours_for_capture(hour) : BySeries{};
  if (!values) return tl::unexpected(values.error());
  for (const auto& rule : rules_) {
    if (!watches_time(rule)) continue;
    bool of_hours = alert::input_of(rule.kind) == Input::completeness;
    if (of_hours && !captures) continue;
    auto at = of_hours ? hour : now;
    for (const auto& [id, site] : sites_.all())
      for (auto& factor : factors(rule, site))
        if (auto done = judge(rule, {site, factor, at, nothing, *values}, now, out); !done)
          return tl::unexpected(done.error());
  }
  capture_seen_ = hour;
  return out;
}

}  // namespace qs::app
