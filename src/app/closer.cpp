#include "app/closer.h"

#include "app/basis.h"
#include "base/decimal.h"
#include "kernel/observe/values.h"

namespace qs::app {

using observe::Cadence;
using observe::Method;
using observe::Sample;
using observe::SeriesId;
using observe::Statistic;

namespace {

// The order in which statistics of one end instant build on each other.
int stage(const Due& due) {
  if (due.what.statistic == observe::kHour) return 0;
  if (due.what.period.kind == PeriodKind::hour) return 1;
  if (due.what.period.kind == PeriodKind::day) return 2;
  return due.what.period.kind == PeriodKind::month ? 3 : 4;
}

// Where what is measured decides how statistics are made.
bool is_particular(const Site& site) {
  return site.kind == "noise" || site.kind == "outlet";
}

bool rests_on(std::span<const Sample> parts, observe::Origin origin) {
  return std::ranges::any_of(parts, [&](const Sample& s) { return s.origin == origin; });
}

// A day that the device sent of hours that were marked or decided about since.
bool outdated(const Due& due, std::span<const Sample> parts) {
  return due.what.statistic == observe::kDay && rests_on(parts, observe::Origin::audit);
}

// What somebody else than us says of the same statistic.
Statistic given(const Due& due, const Sample& sample, int places) {
  bool good = observe::counts(sample.mark);
  return {.site = due.site,
          .factor = due.factor,
          .statistic = std::string(due.what.statistic),
          .period = due.what.period,
          .value = round_half_even(sample.value, places),
          .full = sample.value,
          .due = 1,
          .received = 1,
          .valid = good ? 1u : 0u,
          .mark = good ? observe::Mark::normal : sample.mark};
}

}  // namespace

Closer::Closer(observe::SeriesLog& series, const standard::Library& library, const Sites& sites)
    : series_(series), library_(library), sites_(sites) {
  learn_catalogue();
}

void Closer::learn_catalogue() {
  bool grew = false;
  for (auto& [id, key] : series_.catalogue()) {
    if (keys_.size() <= id) keys_.resize(id + 1);
    if (!keys_[id] && key.measure != observe::Measure::index) {
      grew = true;
      closed_.emplace(key.site, key.factor);
      for (auto made : observe::made_of(key.factor)) closed_.emplace(key.site, made);
    }
    keys_[id] = std::move(key);
  }
  // What a place measures may change how its statistics are made.
  if (grew) std::erase_if(methods_, [](const auto& m) { return !std::get<0>(m.first).empty(); });
}

observe::Setting Closer::setting_at(const Site& site, Day day) const {
  observe::Setting setting;
  setting.outlet = site.kind == "outlet";
  setting.reference_oxygen = reference_oxygen(library_, site, day);
  setting.flow = closed_.contains({site.id, std::string(observe::kFlow)});
  auto sends = [&](Cadence cadence, observe::Measure measure) {
    return series_.find({site.id, std::string(observe::kLeq), cadence, measure}).has_value();
  };
  if (!sends(Cadence::minute, observe::Measure::avg) &&
      sends(Cadence::realtime, observe::Measure::rtd))
    setting.hour_from = Cadence::realtime;
  return setting;
}

const Method* Closer::method(const std::string& site, std::string_view factor, Instant at) {
  auto place = sites_.find(site);
  bool particular = place && is_particular(*place);
  auto key = std::tuple(particular ? site : std::string(), std::string(factor), day_of(at));
  auto known = methods_.find(key);
  if (known == methods_.end()) {
    auto day = std::get<2>(key);
    auto setting = particular ? setting_at(*place, day) : observe::Setting{};
    std::optional<Method> method;
    if (auto declared = library_.factor(factor))
      if (auto made = observe::method_of(library_, *declared, day, setting)) method = *made;
    known = methods_.emplace(std::move(key), std::move(method)).first;
  }
  return known->second ? &*known->second : nullptr;
}

std::vector<std::string> Closer::made_with(const observe::SeriesKey& key) const {
  auto site = sites_.find(key.site);
  if (!site || !is_particular(*site)) return {key.factor};
  std::vector<std::string> all;
  for (auto it = closed_.lower_bound({key.site, ""}); it != closed_.end() && it->first == key.site;
       ++it)
    all.push_back(it->second);
  return all;
}

std::vector<Due> Closer::touched(SeriesId series, int64_t time) {
  if (series >= keys_.size() || !keys_[series]) learn_catalogue();
  if (series >= keys_.size() || !keys_[series]) return {};
  const auto& key = *keys_[series];
  std::vector<Due> dues;
  // What somebody else gave is not made, but it is judged.
  auto its_own = method(key.site, key.factor, from_ms(time));
  for (auto statistic : {observe::kHour, observe::kZsHour, observe::kDay}) {
    if (!its_own || observe::home(statistic, key.site, key.factor) != key) continue;
    auto kind = statistic == observe::kDay ? PeriodKind::day : PeriodKind::hour;
    auto period = Period::of(kind, from_ms(time));
    dues.push_back({observe::due_of(statistic, period, *its_own), key.site, key.factor});
  }
  for (const auto& factor : made_with(key))
    if (auto m = method(key.site, factor, from_ms(time)))
      for (auto& what : observe::touched(key, time, *m, factor))
        dues.push_back({what, key.site, factor});
  return dues;
}

std::vector<Due> Closer::ended(Instant after, Instant until) {
  learn_catalogue();
  std::vector<Due> dues;
  for (const auto& [site, factor] : closed_)
    if (auto m = method(site, factor, until))
      for (auto& what : observe::ended(after, until, *m)) dues.push_back({what, site, factor});
  return dues;
}

std::optional<double> Closer::mda8_limit(const Due& due) const {
  auto site = due.what.statistic == observe::kMda8 ? sites_.find(due.site) : nullptr;
  auto basis = site ? basis_of(*site) : std::nullopt;
  if (!basis) return std::nullopt;
  auto limit = library_.limit(basis->standard, due.factor, observe::kMda8, basis->scope,
                              day_of(due.what.period.begin));
  return limit ? limit->upper : std::nullopt;
}

Result<std::vector<Statistic>> Closer::close(const std::vector<Due>& dues, Instant now) {
  std::vector<Due> ordered = dues;
  std::ranges::stable_sort(ordered, {}, stage);
  std::vector<Statistic> all;
  for (size_t from = 0; from < ordered.size();) {
    size_t to = from;
    while (to < ordered.size() && stage(ordered[to]) == stage(ordered[from])) ++to;
    auto made = make(std::span(ordered).subspan(from, to - from), now);
    if (!made) return made;
    std::ranges::move(*made, std::back_inserter(all));
    from = to;
  }
  return all;
}

// One statistic with the series that it is made of and kept in.
struct Closer::Work {
  const Due& due;
  const Method& method;
  observe::SeriesKey home;
  std::optional<SeriesId> own, beside;
  observe::Need need;
};

std::optional<Closer::Work> Closer::work(const Due& due) {
  auto m = method(due.site, due.factor, due.what.period.begin);
  if (!m) return std::nullopt;
  auto need = observe::need(due.what, *m);
  Work w{due, *m, *observe::home(due.what.statistic, due.site, due.factor), {}, {}, need};
  w.own = series_.find({due.site, std::string(m->source(due.factor)), need.cadence, need.measure});
  if (need.beside)
    w.beside =
        series_.find({due.site, std::string(m->beside), Cadence::hour, observe::Measure::avg});
  return w;
}

Result<std::vector<Statistic>> Closer::make(std::span<const Due> dues, Instant now) {
  std::vector<Work> all;
  std::set<SeriesId> sources, homes;
  Span needed{Instant::max(), Instant::min()}, kept = needed;
  auto widen = [](Span& span, Span by) {
    span = {std::min(span.from, by.from), std::max(span.until, by.until)};
  };
  for (const auto& due : dues) {
    auto w = work(due);
    if (!w) continue;
    for (auto id : {w->own, w->beside})
      if (id) sources.insert(*id), widen(needed, w->need.span);
    if (auto id = series_.find(w->home)) homes.insert(*id), widen(kept, due.what.period.span());
    all.push_back(std::move(*w));
  }
  auto source = scan_by_series(series_, sources, needed);
  if (!source) return tl::unexpected(source.error());
  auto standing = scan_by_series(series_, homes, kept, &observe::SeriesLog::measured);
  if (!standing) return tl::unexpected(standing.error());

  std::vector<Statistic> statistics;
  observe::Batch batch;
  batch.received = now;
  batch.by = "flow";
  for (const auto& w : all) {
    auto span = Span{w.due.what.period.begin, w.due.what.period.begin + Millis{1}};
    auto there = inside(*standing, series_.find(w.home), span);
    auto own = inside(*source, w.own, w.need.span);
    bool calibrated = rests_on(own, observe::Origin::calibrated);
    auto origin = there.empty() ? observe::Origin::derived : there.front().origin;
    bool anew = calibrated || origin == observe::Origin::derived || outdated(w.due, own);
    if (origin == observe::Origin::audit || !anew) {
      statistics.push_back(given(w.due, there.front(), w.method.places));
      continue;
    }
    observe::Parts parts{own, inside(*source, w.beside, w.need.span), mda8_limit(w.due)};
    auto s = observe::make(w.due.what, parts, w.home, w.method);
    if (s.value) {
      auto id = series_.open(w.home);
      if (!id) return tl::unexpected(id.error());
      auto sample = observe::derived(s, *id);
      if (calibrated) sample.origin = observe::Origin::calibrated;
      // An hour that is made again as it was must not cover its own correction.
      bool again = w.due.what.statistic == observe::kHour && !there.empty() &&
                   there.front().value == sample.value && there.front().mark == sample.mark;
      if (!again) batch.samples.push_back(sample);
    } else if (!there.empty() && observe::counts(there.front().mark)) {
      // What it was made of counts no longer (an audit): it is withdrawn by a version of its own.
      batch.samples.push_back(there.front());
      batch.samples.back().mark = s.mark;
      batch.samples.back().frame = 0;
    }
    statistics.push_back(std::move(s));
  }
  if (!batch.samples.empty())
    if (auto kept_now = series_.append(batch); !kept_now) return tl::unexpected(kept_now.error());
  return statistics;
}

}  // namespace qs::app
