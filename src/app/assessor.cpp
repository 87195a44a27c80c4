#include "app/assessor.h"

#include "app/basis.h"
#include "app/verdicts.h"
#include "base/decimal.h"
#include "kernel/evaluate/law.h"
#include "kernel/evaluate/water_class.h"

namespace qs::app {

using evaluate::IndexResult;
using evaluate::Outcome;
using evaluate::OutletLevel;
using observe::Cadence;
using observe::Measure;
using observe::Statistic;

namespace {

// Codes of the category scheme "noise": the zone's limit is met or not.
constexpr int kQuiet = 1, kLoud = 2;
// Where the classes of an outlet's factors are kept.
constexpr std::string_view kOutletClass = "outlet_class",
                           kOutletItem = "outlet_class:", kOutletRun = "outlet_run:";
constexpr std::string_view kWaterTemperature = "w01010";

bool is_air(const Site& site) {
  return site.kind.starts_with("air");
}

// The statistic that a series of this cadence and measure holds; empty: none that is judged.
std::string_view statistic_of(Cadence cadence, Measure measure) {
  if (measure == Measure::avg && cadence >= Cadence::hour) return name(cadence);
  if (cadence == Cadence::hour && measure == Measure::moving_8h) return observe::kMoving8;
  if (cadence == Cadence::hour && measure == Measure::moving_24h) return observe::kRolling24;
  if (cadence == Cadence::day && measure == Measure::max_8h) return observe::kMda8;
  return {};
}

Cadence cadence_of(Period period) {
  return *observe::cadence_of(name(period.kind));
}

// Codes of the category scheme "outlet".
constexpr int kMetClass = 1, kNearClass = 2, kOverClass = 3, kSevereClass = 4;

int code_of(const Judgement& j) {
  return j.level == OutletLevel::severe          ? kSevereClass
         : j.verdict.outcome == Outcome::exceeds ? kOverClass
         : j.level == OutletLevel::near          ? kNearClass
                                                 : kMetClass;
}

}  // namespace

// One call's work. `values`, `undetected`, `judged` and `unfit` are of one period.
struct Assessor::Pass {
  using Values = std::map<std::string, double, std::less<>>;  // "a34004:hour" -> standing value
  Assessment out;
  observe::Batch keep;
  std::map<std::string, Values, std::less<>> values;                     // by site
  std::map<std::string, std::set<std::string>, std::less<>> undetected;  // by site: "w21003:hour"
  std::map<std::string, std::vector<Judgement>, std::less<>> judged;     // by site
  std::map<std::string, std::set<std::string>, std::less<>> unfit;  // factors that judge nothing
};

const evaluate::Verdict* Assessment::verdict(std::string_view site, std::string_view factor,
                                             std::string_view statistic) const {
  for (const auto& v : verdicts)
    if (v.site == site && v.factor == factor && v.statistic == statistic) return &v;
  return nullptr;
}

const IndexResult* Assessment::index(std::string_view site, std::string_view index) const {
  for (const auto& i : indices)
    if (i.site == site && i.index == index) return &i;
  return nullptr;
}

Assessor::Assessor(observe::SeriesLog& series, const standard::Library& library, const Sites& sites,
                   const OutletLimits& limits)
    : series_(series),
      library_(library),
      sites_(sites),
      limits_(limits),
      hours_(library, evaluate::AirReport::hour),
      days_(library, evaluate::AirReport::day) {}

Result<void> Assessor::read(Period period, const std::set<std::string>& sites, Pass& pass) const {
  std::vector<observe::SeriesId> ids;
  std::map<observe::SeriesId, std::pair<std::string, std::string>> names;
  for (const auto& site : sites)
    for (const auto& [id, key] : series_.catalogue(site)) {
      auto statistic = statistic_of(key.cadence, key.measure);
      if (statistic.empty() || key.cadence != cadence_of(period)) continue;
      ids.push_back(id);
      names[id] = {site, fmt::format("{}:{}", key.factor, statistic)};
    }
  if (ids.empty()) return {};
  auto samples = series_.scan(ids, {period.begin, period.begin + Millis{1}});
  if (!samples) return tl::unexpected(samples.error());
  for (const auto& s : *samples) {
    if (!observe::counts(s.mark)) continue;
    const auto& [site, name] = names[s.series];
    pass.values[site][name] = s.value;
    if (s.mark == observe::Mark::below_detection) pass.undetected[site].insert(name);
  }
  return {};
}

// The verdicts of one period. Where an hour is judged at reference oxygen, its measured mean is
// not.
Result<void> Assessor::judge(std::span<const Statistic* const> statistics, Pass& pass) const {
  std::set<std::pair<std::string, std::string>> converted;
  for (const auto* s : statistics)
    if (s->statistic == observe::kZsHour) converted.emplace(s->site, s->factor);
  for (const auto* s : statistics) {
    auto site = sites_.find(s->site);
    if (!site || (s->statistic == observe::kHour && converted.contains({s->site, s->factor})))
      continue;
    evaluate::Circumstances known;
    const auto& values = pass.values[s->site];
    if (auto t = values.find(fmt::format("{}:{}", kWaterTemperature, s->statistic));
        t != values.end())
      known["temperature"] = to_text(t->second);
    auto also = limits_.rows(
        s->site, s->factor, judged_as(s->statistic),
        s->period.kind == PeriodKind::hour ? s->period.begin : s->period.end() - Millis{1});
    auto found = judgement(library_, *site, *s, known, also);
    if (!found) return tl::unexpected(found.error());
    if (!*found) continue;
    pass.out.verdicts.push_back((*found)->verdict);
    pass.judged[s->site].push_back(std::move(**found));
  }
  return {};
}

Result<Assessment> Assessor::assess(const std::vector<Statistic>& statistics, Instant now) {
  Pass pass;
  pass.keep.received = now;
  pass.keep.by = "flow";
  std::map<Period, std::vector<const Statistic*>> periods;
  for (const auto& s : statistics)
    if (sites_.find(s.site)) periods[s.period].push_back(&s);
  for (const auto& [period, of_period] : periods) {
    std::set<std::string> sites;
    for (const auto* s : of_period) sites.insert(s->site);
    pass.values.clear();
    pass.undetected.clear();
    pass.judged.clear();
    pass.unfit.clear();
    for (const auto* s : of_period)
      if (!s->value || !observe::counts(s->mark)) pass.unfit[s->site].insert(s->factor);
    if (auto done = read(period, sites, pass); !done) return tl::unexpected(done.error());
    if (auto done = judge(of_period, pass); !done) return tl::unexpected(done.error());
    for (const auto& id : sites)
      if (auto done = index(*sites_.find(id), period, now, pass); !done)
        return tl::unexpected(done.error());
    if (auto done = withdraw(period, pass); !done) return tl::unexpected(done.error());
  }
  if (!pass.keep.samples.empty())
    if (auto kept = series_.append(pass.keep); !kept) return tl::unexpected(kept.error());
  return std::move(pass.out);
}

Result<void> Assessor::index(const Site& site, Period period, Instant now, Pass& pass) {
  bool short_term = period.kind == PeriodKind::hour || period.kind == PeriodKind::day;
  if (is_air(site) && short_term) return air(site, period, now, pass);
  if (site.kind == "river") return water(site, period, pass);
  if (site.kind == "noise") return noise(site, period, pass);
  if (site.kind == "outlet") return outlet(site, period, pass);
  return {};
}

Result<void> Assessor::put(const std::string& site, std::string factor, Period period, double value,
                           Pass& pass) {
  auto id = series_.open({site, std::move(factor), cadence_of(period), Measure::index});
  if (!id) return tl::unexpected(id.error());
  pass.keep.samples.push_back({.series = *id,
                               .origin = observe::Origin::derived,
                               .time = to_ms(period.begin),
                               .value = value});
  return {};
}

Result<void> Assessor::keep(const IndexResult& result, std::string_view name,
                            std::string_view item_prefix, Pass& pass) {
  if (result.value)
    if (auto done = put(result.site, std::string(name), result.period, *result.value, pass); !done)
      return done;
  if (item_prefix.empty()) return {};
  // An item may be named with its statistic ("a05024:mda8"); the worse one of a factor stands.
  std::map<std::string, double> worst;
  for (const auto& [name_of_item, value] : result.items) {
    auto [at, first] = worst.try_emplace(name_of_item.substr(0, name_of_item.find(':')), value);
    if (!first) at->second = std::max(at->second, value);
  }
  for (const auto& [factor, value] : worst)
    if (auto done =
            put(result.site, fmt::format("{}{}", item_prefix, factor), result.period, value, pass);
        !done)
      return done;
  return {};
}

// An index that stood and was not made again, since what it rested on counts no longer (an audit),
// is withdrawn by a version of its own.
Result<void> Assessor::withdraw(Period period, Pass& pass) const {
  std::set<observe::SeriesId> indices;
  for (const auto& [site, factors] : pass.unfit)
    for (const auto& [id, key] : series_.catalogue(site))
      if (key.measure == Measure::index && key.cadence == cadence_of(period)) indices.insert(id);
  for (const auto& made : pass.keep.samples)
    if (made.time == to_ms(period.begin)) indices.erase(made.series);
  auto standing = scan_by_series(series_, indices, {period.begin, period.begin + Millis{1}});
  if (!standing) return tl::unexpected(standing.error());
  for (const auto& [id, samples] : *standing) {
    if (!observe::counts(samples.front().mark)) continue;
    pass.keep.samples.push_back(samples.front());
    pass.keep.samples.back().mark = observe::Mark::insufficient;
  }
  return {};
}

Result<void> Assessor::air(const Site& site, Period period, Instant now, Pass& pass) {
  auto& judges = period.kind == PeriodKind::hour ? hours_ : days_;
  auto judged = [&](Day law) -> Result<IndexResult> {
    auto judge = judges.on(law);
    if (!judge) return tl::unexpected(judge.error());
    return (*judge)->judge(site.id, period, pass.values[site.id]);
  };
  auto result = judged(evaluate::law_day(period));
  if (!result) return tl::unexpected(result.error());
  if (auto done = keep(*result, "AQI", "IAQI:", pass); !done) return done;
  auto today = judged(day_of(now));
  if (!today) return tl::unexpected(today.error());
  if (today->standard != result->standard)
    if (auto done = keep(*today, "AQI@today", "", pass); !done) return done;
  pass.out.indices.push_back(std::move(*result));
  return {};
}

Result<void> Assessor::water(const Site& site, Period period, Pass& pass) {
  auto basis = basis_of(site);
  auto body = basis->known["water_body"] == name(evaluate::WaterBody::lake)
                  ? evaluate::WaterBody::lake
                  : evaluate::WaterBody::river;
  auto judge = evaluate::WaterJudge::prepared(library_, evaluate::law_day(period), body);
  if (!judge) return tl::unexpected(judge.error());
  evaluate::WaterValues values;
  for (const auto& [name, value] : pass.values[site.id])
    values[name.substr(0, name.find(':'))] = {value, pass.undetected[site.id].contains(name)};
  auto grade = judge->grade(values);
  IndexResult result{.site = site.id,
                     .index = "water_class",
                     .period = period,
                     .value = grade.rank,
                     .category = grade.code,
                     .primary = grade.main,
                     .items = {},
                     .standard = grade.standard,
                     .clause = grade.clause,
                     .confidence = grade.confidence,
                     .reason = grade.reason};
  for (const auto& item : grade.items) {
    result.items.emplace_back(item.factor, item.rank);
    if (auto done = put(site.id, "water_multiple:" + item.factor, period, item.multiple, pass);
        !done)
      return done;
  }
  if (auto done = keep(result, "water_class", "water_class:", pass); !done) return done;
  pass.out.indices.push_back(std::move(result));
  return {};
}

// By the equivalent level of the hour; a day has two levels and no class of its own.
Result<void> Assessor::noise(const Site& site, Period period, Pass& pass) {
  const auto& judged = pass.judged[site.id];
  auto level = std::ranges::find_if(judged, [&](const Judgement& j) {
    return period.kind == PeriodKind::hour && j.verdict.factor == "Leq";
  });
  if (level == judged.end() || level->verdict.limit_id.empty() || !level->verdict.value) return {};
  const auto& verdict = level->verdict;
  IndexResult result{.site = site.id,
                     .index = "noise",
                     .period = period,
                     .value = verdict.outcome == Outcome::exceeds ? kLoud : kQuiet,
                     .category = std::string(name(verdict.outcome)),
                     .primary = {},
                     .items = {},
                     .standard = verdict.standard,
                     .clause = verdict.clause,
                     .confidence = verdict.confidence,
                     .reason = {}};
  if (auto done = keep(result, "noise_class", "", pass); !done) return done;
  pass.out.indices.push_back(std::move(result));
  return {};
}

// The worst of an outlet's factors: of those judged now and of what stands for the others.
Result<void> Assessor::outlet(const Site& site, Period period, Pass& pass) {
  std::map<std::string, double> items;
  std::map<observe::SeriesId, std::string> kept;
  std::set<observe::SeriesId> ids;
  for (const auto& [id, key] : series_.catalogue(site.id))
    if (key.cadence == cadence_of(period) && key.factor.starts_with(kOutletItem)) {
      kept[id] = key.factor.substr(kOutletItem.size());
      ids.insert(id);
    }
  auto standing = scan_by_series(series_, ids, {period.begin, period.begin + Millis{1}});
  if (!standing) return tl::unexpected(standing.error());
  const auto& unfit = pass.unfit[site.id];
  for (const auto& [id, samples] : *standing)
    if (observe::counts(samples.front().mark) && !unfit.contains(kept[id]))
      items[kept[id]] = samples.front().value;

  IndexResult result;
  result.site = site.id;
  result.index = "outlet";
  result.period = period;
  for (const auto& j : pass.judged[site.id]) {
    // A range that is checked every hour makes no index: the outlet has one for its day.
    bool counted = j.verdict.value && !j.verdict.limit_id.empty() &&
                   (j.verdict.factor.front() != 'w' || period.kind == PeriodKind::day);
    if (!counted) continue;
    items[j.verdict.factor] = code_of(j);
    result.standard = j.verdict.standard;
    result.clause = j.verdict.clause;
    result.confidence = j.verdict.confidence;
  }
  if (result.standard.empty()) {
    bool hour = period.kind == PeriodKind::hour && !unfit.empty();
    return hour ? outlet_runs(site, period, {}, pass).map([](const auto&) {}) : Result<void>{};
  }
  for (const auto& [factor, code] : items) {
    result.items.emplace_back(factor, code);
    if (auto done = put(site.id, std::string(kOutletItem) + factor, period, code, pass); !done)
      return done;
  }
  auto standing_for = items;
  if (period.kind == PeriodKind::hour) {
    auto runs = outlet_runs(site, period, items, pass);
    if (!runs) return tl::unexpected(runs.error());
    standing_for = std::move(*runs);
  }
  for (const auto& [factor, code] : standing_for)
    result.value = std::max(result.value.value_or(0), static_cast<int>(code));
  if (auto done = keep(result, kOutletClass, "", pass); !done) return done;
  pass.out.indices.push_back(std::move(result));
  return {};
}

namespace {

// What a kept class says again as a verdict; its codes are those of code_of.
evaluate::OutletVerdict verdict_of(double code) {
  evaluate::OutletVerdict v;
  bool over = code >= kOverClass;
  v.verdict.outcome = over ? Outcome::exceeds : Outcome::meets;
  v.level = code >= kSevereClass ? OutletLevel::severe
            : over               ? OutletLevel::exceeds
            : code >= kNearClass ? OutletLevel::near
                                 : OutletLevel::none;
  return v;
}

int class_of(OutletLevel level) {
  return static_cast<int>(level) + 1;
}

}  // namespace

// How long a factor has been over its limit at the end of each hour decides how grave it is: this
// hour and, when it came late or judges no longer, those after it. Answers the classes of this one.
Result<std::map<std::string, double>> Assessor::outlet_runs(
    const Site& site, Period period, const std::map<std::string, double>& now, Pass& pass) {
  std::map<std::string, double> classes;
  auto law = evaluate::law_day(period);
  auto lasting = evaluate::integer(library_, "outlet.lasting_periods", law);
  if (!lasting) return tl::unexpected(lasting.error());
  auto own = outlet_items(site, period, std::chrono::hours{*lasting}, now);
  if (!own) return tl::unexpected(own.error());
  std::map<Instant, double> worst;  // of this hour and those after it
  for (const auto& [factor, codes] : *own) {
    std::vector<evaluate::OutletVerdict> run;
    for (const auto& [at, code] : codes) {
      run.push_back(verdict_of(code));
      if (at < period.begin) continue;
      auto level = evaluate::level_of_run(library_, run, law);
      if (!level) return tl::unexpected(level.error());
      auto code_now = class_of(*level);
      if (at == period.begin) classes[factor] = code_now;
      worst[at] = std::max<double>(worst[at], code_now);
      auto done =
          put(site.id, std::string(kOutletRun) + factor, {PeriodKind::hour, at}, code_now, pass);
      if (!done) return tl::unexpected(done.error());
    }
  }
  worst.erase(period.begin);
  for (const auto& [at, code] : worst)
    if (auto done = put(site.id, std::string(kOutletClass), {PeriodKind::hour, at}, code, pass);
        !done)
      return tl::unexpected(done.error());
  return classes;
}

// The classes of each hour by itself, by factor: those of this period as they are now, and what is
// kept for the hours around it.
Result<std::map<std::string, std::map<Instant, double>>> Assessor::outlet_items(
    const Site& site, Period period, Millis reach, const std::map<std::string, double>& now) const {
  std::map<std::string, std::map<Instant, double>> out;
  for (const auto& [factor, code] : now) out[factor][period.begin] = code;
  std::map<observe::SeriesId, std::string> factors;
  std::set<observe::SeriesId> ids;
  for (const auto& [id, key] : series_.catalogue(site.id))
    if (key.cadence == Cadence::hour && key.factor.starts_with(kOutletItem)) {
      factors[id] = key.factor.substr(kOutletItem.size());
      ids.insert(id);
    }
  auto kept = scan_by_series(series_, ids, {period.begin - reach, period.end() + reach});
  if (!kept) return tl::unexpected(kept.error());
  for (const auto& [id, samples] : *kept)
    for (const auto& s : samples)
      if (observe::counts(s.mark) && from_ms(s.time) != period.begin)
        out[factors[id]][from_ms(s.time)] = s.value;
  return out;
}

}  // namespace qs::app
