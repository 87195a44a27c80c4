#include "app/closer.h"

#include "base/decimal.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/values.h"

namespace qs::app {

using observe::Cadence;
using observe::Method;
using observe::Sample;
using observe::SeriesId;
using observe::Statistic;

namespace {

constexpr std::string_view kUrbanClass = "2";  // GB 3095 4.1: an urban district

// The order in which statistics of one end instant build on each other.
int stage(const Due& due) {
  if (due.what.statistic == observe::kHour) return 0;
  if (due.what.period.kind == PeriodKind::hour) return 1;
  if (due.what.period.kind == PeriodKind::day) return 2;
  return due.what.period.kind == PeriodKind::month ? 3 : 4;
}

std::span<const Sample> inside(const std::map<SeriesId, std::vector<Sample>>& read,
                               std::optional<SeriesId> series, Span span) {
  if (!series) return {};
  auto it = read.find(*series);
  if (it == read.end()) return {};
  return observe::inside(it->second, span);
}

bool rests_on_calibrated(std::span<const Sample> parts) {
  return std::ranges::any_of(
      parts, [](const Sample& s) { return s.origin == observe::Origin::calibrated; });
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

Closer::Closer(observe::SeriesLog& series, const standard::Library& library)
    : series_(series), library_(library) {
  learn_catalogue();
}

void Closer::learn_catalogue() {
  for (auto& [id, key] : series_.catalogue()) {
    if (keys_.size() <= id) keys_.resize(id + 1);
    if (key.measure != observe::Measure::index) measured_.emplace(key.site, key.factor);
    keys_[id] = std::move(key);
  }
}

const Method* Closer::method(std::string_view factor, Instant at) {
  auto key = std::pair(std::string(factor), day_of(at));
  auto known = methods_.find(key);
  if (known == methods_.end()) {
    std::optional<Method> method;
    if (auto declared = library_.factor(factor))
      if (auto made = observe::method_of(library_, *declared, key.second)) method = *made;
    known = methods_.emplace(std::move(key), std::move(method)).first;
  }
  return known->second ? &*known->second : nullptr;
}

std::vector<Due> Closer::touched(SeriesId series, int64_t time) {
  if (series >= keys_.size() || !keys_[series]) learn_catalogue();
  if (series >= keys_.size() || !keys_[series]) return {};
  const auto& key = *keys_[series];
  auto m = method(key.factor, from_ms(time));
  std::vector<Due> dues;
  if (!m) return dues;
  // An hour or a day that the device itself sent is not made of parts, but it is looked at.
  auto look_at = [&](std::string_view statistic, PeriodKind kind) {
    dues.push_back({{statistic, Period::of(kind, from_ms(time))}, key.site, key.factor});
  };
  bool mean = key.measure == observe::Measure::avg;
  if (key.cadence == Cadence::hour && mean) look_at(observe::kHour, PeriodKind::hour);
  if (key.cadence == Cadence::day && mean) look_at(observe::kDay, PeriodKind::day);
  for (auto& what : observe::touched(key, time, *m)) dues.push_back({what, key.site, key.factor});
  return dues;
}

std::vector<Due> Closer::ended(Instant after, Instant until) {
  learn_catalogue();
  std::vector<Due> dues;
  for (const auto& [site, factor] : measured_)
    if (auto m = method(factor, until))
      for (auto& what : observe::ended(after, until, *m)) dues.push_back({what, site, factor});
  return dues;
}

Result<std::map<SeriesId, std::vector<Sample>>> Closer::read(Reading reading,
                                                             const std::set<SeriesId>& series,
                                                             Span span) const {
  std::map<SeriesId, std::vector<Sample>> out;
  if (series.empty()) return out;
  std::vector<SeriesId> ids(series.begin(), series.end());
  auto samples = (series_.*reading)(ids, span);
  if (!samples) return tl::unexpected(samples.error());
  for (auto& s : *samples) out[s.series].push_back(s);
  return out;
}

std::optional<double> Closer::mda8_limit(const Due& due) const {
  if (due.what.statistic != observe::kMda8) return std::nullopt;
  auto limit = library_.limit("GB 3095", due.factor, observe::kMda8, kUrbanClass,
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

Result<std::vector<Statistic>> Closer::make(std::span<const Due> dues, Instant now) {
  struct Work {
    const Due& due;
    const Method& method;
    observe::SeriesKey of, home;
    std::optional<SeriesId> parts;
    observe::Need need;
  };
  std::vector<Work> work;
  std::set<SeriesId> sources, homes;
  Span needed{Instant::max(), Instant::min()}, kept = needed;
  auto widen = [](Span& span, Span by) {
    span = {std::min(span.from, by.from), std::max(span.until, by.until)};
  };
  for (const auto& due : dues) {
    auto m = method(due.factor, due.what.period.begin);
    if (!m) continue;
    auto need = observe::need(due.what, *m);
    observe::SeriesKey of{due.site, due.factor, need.cadence, need.measure};
    Statistic blank;
    blank.site = due.site;
    blank.factor = due.factor;
    blank.statistic = due.what.statistic;
    auto home = *observe::series_of(blank);
    auto parts = series_.find(of);
    if (parts) sources.insert(*parts), widen(needed, need.span);
    if (auto id = series_.find(home)) homes.insert(*id), widen(kept, due.what.period.span());
    work.push_back({due, *m, of, home, parts, need});
  }
  auto source = read(&observe::SeriesLog::scan, sources, needed);
  if (!source) return tl::unexpected(source.error());
  auto standing = read(&observe::SeriesLog::measured, homes, kept);
  if (!standing) return tl::unexpected(standing.error());

  std::vector<Statistic> statistics;
  observe::Batch batch;
  batch.received = now;
  batch.by = "flow";
  for (const auto& w : work) {
    auto span = Span{w.due.what.period.begin, w.due.what.period.begin + Millis{1}};
    auto there = inside(*standing, series_.find(w.home), span);
    auto parts = inside(*source, w.parts, w.need.span);
    bool calibrated = rests_on_calibrated(parts);
    auto origin = there.empty() ? observe::Origin::derived : there.front().origin;
    if (origin == observe::Origin::audit || (origin != observe::Origin::derived && !calibrated)) {
      statistics.push_back(given(w.due, there.front(), w.method.places));
      continue;
    }
    auto s = observe::make(w.due.what, parts, w.of, w.method, mda8_limit(w.due));
    if (s.value) {
      auto id = series_.open(w.home);
      if (!id) return tl::unexpected(id.error());
      auto sample = observe::derived(s, *id);
      if (calibrated) sample.origin = observe::Origin::calibrated;
      // An hour that is made again as it was must not cover its own correction.
      bool again = w.due.what.statistic == observe::kHour && !there.empty() &&
                   there.front().value == sample.value && there.front().mark == sample.mark;
      if (!again) batch.samples.push_back(sample);
    }
    statistics.push_back(std::move(s));
  }
  if (!batch.samples.empty())
    if (auto kept_now = series_.append(batch); !kept_now) return tl::unexpected(kept_now.error());
  return statistics;
}

}  // namespace qs::app
