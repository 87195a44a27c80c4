#include "app/assessor.h"

#include "kernel/evaluate/law.h"
#include "kernel/evaluate/noise.h"
#include "kernel/evaluate/water_class.h"
#include "kernel/observe/noise.h"

namespace qs::app {

using evaluate::IndexResult;
using observe::Cadence;
using observe::Measure;
using observe::Statistic;

namespace {

// Codes of the category scheme "noise": the zone's limit is met or not.
constexpr int kQuiet = 1, kLoud = 2;

bool is_air(const Site& site) {
  return site.kind.starts_with("air");
}

// The statistic that a series of this cadence and measure holds; empty: none that is judged.
std::string_view statistic_of(Cadence cadence, Measure measure) {
  if (cadence == Cadence::hour && measure == Measure::avg) return observe::kHour;
  if (cadence == Cadence::hour && measure == Measure::moving_8h) return observe::kMoving8;
  if (cadence == Cadence::hour && measure == Measure::moving_24h) return observe::kRolling24;
  if (cadence == Cadence::day && measure == Measure::avg) return observe::kDay;
  if (cadence == Cadence::day && measure == Measure::max_8h) return observe::kMda8;
  return {};
}

Cadence cadence_of(Period period) {
  return period.kind == PeriodKind::hour ? Cadence::hour : Cadence::day;
}

// "water_body=lake&sector=..." as a site's record writes it.
evaluate::Circumstances circumstances(std::string_view text) {
  evaluate::Circumstances known;
  for (const auto& part : evaluate::split(text, '&'))
    if (auto equals = part.find('='); equals != std::string::npos)
      known[part.substr(0, equals)] = part.substr(equals + 1);
  return known;
}

}  // namespace

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

std::optional<evaluate::Basis> basis_of(const Site& site) {
  // An urban district is a class 2 area (GB 3095 4.1) unless its record says otherwise.
  if (is_air(site)) return evaluate::Basis{"GB 3095", site.scope.empty() ? "2" : site.scope, {}};
  if (!site.standard.empty())
    return evaluate::Basis{site.standard, site.scope, circumstances(site.condition)};
  return std::nullopt;
}

Assessor::Assessor(observe::SeriesLog& series, const standard::Library& library, const Sites& sites)
    : series_(series),
      library_(library),
      sites_(sites),
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
  for (const auto& s : *samples)
    if (observe::counts(s.mark)) {
      const auto& [site, name] = names[s.series];
      pass.values[site][name] = s.value;
    }
  return {};
}

Result<Assessment> Assessor::assess(const std::vector<Statistic>& statistics, Instant now) {
  Pass pass;
  pass.keep.received = now;
  pass.keep.by = "flow";
  std::map<Period, std::set<std::string>> periods;
  for (const auto& s : statistics) {
    auto site = sites_.find(s.site);
    if (!site) continue;
    if (auto basis = basis_of(*site))
      pass.out.verdicts.push_back(evaluate::judge(library_, s, *basis));
    if (s.period.kind == PeriodKind::hour || s.period.kind == PeriodKind::day)
      periods[s.period].insert(s.site);
  }
  for (const auto& [period, sites] : periods) {
    pass.values.clear();
    if (auto done = read(period, sites, pass); !done) return tl::unexpected(done.error());
    for (const auto& id : sites)
      if (auto done = index(*sites_.find(id), period, now, pass); !done)
        return tl::unexpected(done.error());
  }
  if (!pass.keep.samples.empty())
    if (auto kept = series_.append(pass.keep); !kept) return tl::unexpected(kept.error());
  return std::move(pass.out);
}

Result<void> Assessor::index(const Site& site, Period period, Instant now, Pass& pass) {
  if (is_air(site)) return air(site, period, now, pass);
  if (site.kind == "river") return water(site, period, pass);
  if (site.kind == "noise" && period.kind == PeriodKind::hour) return noise(site, period, pass);
  return {};
}

Result<void> Assessor::keep(const IndexResult& result, std::string_view name,
                            std::string_view item_prefix, Pass& pass) {
  auto put = [&](std::string factor, double value) -> Result<void> {
    auto id =
        series_.open({result.site, std::move(factor), cadence_of(result.period), Measure::index});
    if (!id) return tl::unexpected(id.error());
    pass.keep.samples.push_back({.series = *id,
                                 .origin = observe::Origin::derived,
                                 .time = to_ms(result.period.begin),
                                 .value = value});
    return {};
  };
  if (result.value)
    if (auto done = put(std::string(name), *result.value); !done) return done;
  if (item_prefix.empty()) return {};
  // An item may be named with its statistic ("a05024:mda8"); the worse one of a factor stands.
  std::map<std::string, double> worst;
  for (const auto& [name_of_item, value] : result.items) {
    auto [at, first] = worst.try_emplace(name_of_item.substr(0, name_of_item.find(':')), value);
    if (!first) at->second = std::max(at->second, value);
  }
  for (const auto& [factor, value] : worst)
    if (auto done = put(fmt::format("{}{}", item_prefix, factor), value); !done) return done;
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
  auto body = site.condition.find("lake") == std::string::npos ? evaluate::WaterBody::river
                                                               : evaluate::WaterBody::lake;
  auto judge = evaluate::WaterJudge::prepared(library_, evaluate::law_day(period), body);
  if (!judge) return tl::unexpected(judge.error());
  evaluate::WaterValues values;
  for (const auto& [name, value] : pass.values[site.id])
    values[name.substr(0, name.find(':'))].amount = value;
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
    auto target = judge->rank(site.target_class);
    if (!target) continue;
    pass.out.verdicts.push_back(
        {.site = site.id,
         .factor = item.factor,
         .statistic = std::string(name(period.kind)),
         .period = period,
         .value = item.value,
         .outcome = item.rank > *target ? evaluate::Outcome::exceeds : evaluate::Outcome::meets,
         .multiple = item.multiple,
         .limit_id = item.limit_id,
         .limit_value = 0,
         .standard = grade.standard,
         .clause = grade.clause,
         .confidence = grade.confidence});
  }
  if (auto done = keep(result, "water_class", "water_class:", pass); !done) return done;
  pass.out.indices.push_back(std::move(result));
  return {};
}

Result<void> Assessor::noise(const Site& site, Period period, Pass& pass) {
  const auto& values = pass.values[site.id];
  auto level = values.find("Leq:hour");
  if (level == values.end()) return {};
  auto law = evaluate::law_day(period);
  auto part = evaluate::noise_period(library_, hour_of(period.begin), law);
  if (!part) return tl::unexpected(part.error());
  evaluate::NoiseSite where{.site = site.id,
                            .standard = site.standard.empty() ? "GB 3096" : site.standard,
                            .zone = site.zone};
  Statistic s{.site = site.id,
              .factor = "Leq",
              .statistic = std::string(observe::kHour),
              .period = period,
              .value = level->second,
              .full = level->second,
              .mark = observe::Mark::normal};
  auto verdict = evaluate::judge_level(library_, where, *part, s);
  IndexResult result{.site = site.id,
                     .index = "noise",
                     .period = period,
                     .value = verdict.outcome == evaluate::Outcome::exceeds ? kLoud : kQuiet,
                     .category = std::string(name(verdict.outcome)),
                     .primary = {},
                     .items = {},
                     .standard = verdict.standard,
                     .clause = verdict.clause,
                     .confidence = verdict.confidence,
                     .reason = {}};
  if (auto done = keep(result, "noise_class", "", pass); !done) return done;
  pass.out.verdicts.push_back(std::move(verdict));
  pass.out.indices.push_back(std::move(result));
  return {};
}

}  // namespace qs::app
