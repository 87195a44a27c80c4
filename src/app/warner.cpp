#include "app/warner.h"

#include "kernel/observe/completeness.h"

namespace qs::app {

using alert::Input;
using alert::Rule;
using observe::Cadence;
using observe::Measure;

namespace {

constexpr size_t kEpisodes = 8;  // of one rule, site and factor that a late finding may touch

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
};

Warner::Warner(const observe::SeriesLog& series, const ledger::RecordLog& records,
               const standard::Library& library, const Sites& sites, std::vector<Rule> rules)
    : series_(series),
      records_(records),
      library_(library),
      sites_(sites),
      rules_(std::move(rules)) {}

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

Result<std::vector<observe::Sample>> Warner::samples(const Site& site, std::string_view factor,
                                                     Cadence cadence, Span span) const {
  auto id = series_.find({site.id, std::string(factor), cadence, measure_of(cadence)});
  if (!id) return std::vector<observe::Sample>{};
  return series_.scan(std::span(&*id, 1), span);
}

std::vector<alert::Neighbour> Warner::neighbours(const Rule& rule, const Site& site,
                                                 std::string_view factor, Instant at) const {
  std::vector<alert::Neighbour> out;
  constexpr double kDefaultRadiusKm = 3;
  double radius = rule.parameters.radius_km.value_or(kDefaultRadiusKm);
  for (const auto& [id, other] : sites_.all()) {
    if (id == site.id || !other.kind.starts_with("air")) continue;
    double km = distance_km(site, other);
    if (km > radius) continue;
    alert::Neighbour n{id, km, other.kind == "air_standard", std::nullopt};
    auto values = samples(other, factor, rule.cadence, {at, at + Millis{1}});
    if (values && !values->empty() && observe::counts(values->front().mark))
      n.value = values->front().value;
    out.push_back(std::move(n));
  }
  return out;
}

std::optional<alert::Completeness> Warner::completeness(const Site& site, Span span) const {
  alert::Completeness sum;
  for (auto& [id, key] : series_.catalogue(site.id)) {
    if (key.cadence != Cadence::hour || key.measure != Measure::avg) continue;
    auto values = series_.scan(std::span(&id, 1), span);
    if (!values) return std::nullopt;
    for (const auto& hour : observe::completeness(*values, span, step_of(Cadence::hour))) {
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
  std::vector<observe::Sample> read;
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
      look.neighbours = neighbours(rule, subject.site, look.factor, subject.at);
      [[fallthrough]];
    case Input::samples: {
      auto values = samples(subject.site, look.factor, rule.cadence,
                            {subject.at - window, subject.at + Millis{1}});
      if (!values) return tl::unexpected(values.error());
      read = std::move(*values);
      look.samples = read;
      if (!read.empty() && from_ms(read.back().time) == subject.at &&
          observe::counts(read.back().mark))
        look.value = read.back().value;
      break;
    }
    case Input::completeness:
      look.completeness = completeness(subject.site, {subject.at - window, subject.at});
      break;
    case Input::last_received:
      look.last_received = last_received(subject.site);
      break;
  }
  auto finding = alert::judge(rule, look);
  auto kept = records_.query({.kind = std::string(alert::kRecordKind),
                              .where = {{.field = "rule", .value = rule.id},
                                        {.field = "site", .value = place.id},
                                        {.field = "factor", .value = finding.factor}},
                              .order_by = "began_at",
                              .descending = true,
                              .limit = kEpisodes});
  if (!kept) return tl::unexpected(kept.error());
  std::vector<alert::Alert> episodes;
  for (auto it = kept->rbegin(); it != kept->rend(); ++it) episodes.push_back(alert::alert_of(*it));
  auto unit = look.declared ? std::string_view(look.declared->unit) : std::string_view{};
  auto step = alert::step(rule, finding, episodes, now, unit);
  if (step.alert) out.push_back({step.event, std::move(*step.alert), &rule});
  return {};
}

Result<std::vector<Warning>> Warner::look(Cadence cadence, Instant at,
                                          const std::set<std::string>& sites,
                                          const Assessment& assessment, Instant now) {
  std::vector<Warning> out;
  for (const auto& rule : rules_) {
    if (rule.cadence != cadence || watches_time(rule)) continue;
    for (const auto& id : sites) {
      auto site = sites_.find(id);
      if (!site) continue;
      for (auto& factor : factors(rule, *site))
        if (auto done = judge(rule, {*site, factor, at, assessment}, now, out); !done)
          return tl::unexpected(done.error());
    }
  }
  return out;
}

Result<std::vector<Warning>> Warner::watch(Instant now) {
  std::vector<Warning> out;
  const Assessment nothing;
  for (const auto& rule : rules_) {
    if (!watches_time(rule)) continue;
    for (const auto& [id, site] : sites_.all())
      if (auto done = judge(rule, {site, "", now, nothing}, now, out); !done)
        return tl::unexpected(done.error());
  }
  return out;
}

}  // namespace qs::app
