#include "app/demo_years.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/dice.h"
#include "app/flow.h"
#include "base/decimal.h"
#include "edge/service/plan/ranking_notice.h"

namespace qs::app {
namespace {

using observe::Cadence;
using observe::Measure;

constexpr int kYears = 3;
constexpr std::chrono::days kLeftToDevices{3};
constexpr double kYearlyFall = 0.06;  // of every pollutant but ozone, from year to year
constexpr double kMidwinter = 15;     // day of the year
constexpr size_t kMicroDays = 400;
constexpr double kPersistence = 0.7;  // of a day's deviation into the next

struct Pollutant {
  const char* factor;
  Measure measure;
  double usual;   // yearly mean in the factor's unit
  double winter;  // how much more at midwinter, as a share; below zero: summer
  double spread;  // of a day's deviation, as a share
  bool falls;
  bool micro;  // micro stations measure it well enough
};
constexpr Pollutant kPollutants[]{{"a34004", Measure::avg, 40, 0.55, 0.32, true, true},
                                  {"a34002", Measure::avg, 72, 0.45, 0.3, true, true},
                                  {"a21026", Measure::avg, 8, 0.3, 0.2, true, false},
                                  {"a21004", Measure::avg, 27, 0.4, 0.25, true, false},
                                  {"a21005", Measure::avg, 0.7, 0.35, 0.2, true, false},
                                  {"a05024", Measure::max_8h, 104, -0.45, 0.22, false, false}};

// The days of one pollutant in the district as shares of its yearly mean.
std::vector<double> shares(const Pollutant& p, size_t days, Dice& dice) {
  std::vector<double> out;
  double deviation = 0;
  for (size_t i = 0; i < days; ++i) {
    auto noise = (dice.within(-1, 1) + dice.within(-1, 1) + dice.within(-1, 1)) * p.spread;
    deviation = kPersistence * deviation + std::sqrt(1 - kPersistence * kPersistence) * noise;
    auto turn = 2 * std::numbers::pi * (static_cast<double>(i) - kMidwinter) / 365.25;
    auto fall = p.falls ? std::pow(1 - kYearlyFall, static_cast<double>(i) / 365.25 - kYears) : 1;
    out.push_back((1 + p.winter * std::cos(turn)) * std::exp(deviation) * fall);
  }
  return out;
}

// Standard stations have all years and pollutants; micro ones the last year of what they measure.
size_t days_of(const Site& site, const Pollutant& p, size_t days) {
  if (!site.simulated || std::ranges::find(site.factors, p.factor) == site.factors.end()) return 0;
  if (site.kind == "air_standard") return days;
  return site.kind == "air_micro" && p.micro ? std::min(days, kMicroDays) : 0;
}

}  // namespace

Result<void> found_demo_years(const Pack& pack, observe::SeriesLog& series,
                              ledger::RecordLog& records, Instant now) {
  auto today = Period::of(PeriodKind::day, now).begin;
  auto first = start_of(std::chrono::year{static_cast<int>(day_of(now).year()) - kYears} / 1 / 1);
  auto days = static_cast<size_t>((today - kLeftToDevices - first) / std::chrono::days{1});
  observe::Batch batch{.received = now, .by = "pack", .reason = "years for trying it out"};
  for (const auto& p : kPollutants) {
    Dice dice(pack.fill_seed, std::string("demo_years ") + p.factor);
    auto district = shares(p, days, dice);
    auto factor = pack.library.factor(p.factor);
    for (const auto& site : pack.sites) {
      auto own = days_of(site, p, days);
      if (!factor || own == 0) continue;
      auto id = series.open({site.id, p.factor, Cadence::day, p.measure});
      if (!id) return tl::unexpected(id.error());
      if (series.latest({{*id}})[0]) return {};
      auto level = p.usual * dice.within(0.92, 1.08);
      for (size_t i = days - own; i < days; ++i)
        batch.samples.push_back(
            {.series = *id,
             .origin = observe::Origin::imported,
             .time = to_ms(first + std::chrono::days{1} * static_cast<int>(i)),
             .value =
                 round_half_even(level * district[i] * dice.within(0.93, 1.07), factor->decimals)});
    }
  }
  if (batch.samples.empty()) return {};
  auto kept = series.append(batch);
  if (!kept) return tl::unexpected(kept.error());
  auto marked = records.commit(
      {.who = "pack",
       .why = "the years for trying it out are not judged",
       .when = now,
       .writes = {judged_up_to(kept->last, now - kLongestGap, records.last_commit())}});
  if (!marked) return tl::unexpected(marked.error());
  return {};
}

Result<void> found_demo_bulletins(const Pack& pack, const service::Planning& planning,
                                  ledger::RecordLog& records, Instant now) {
  auto known = records.count({.kind = "plan_bulletin", .where = {}});
  if (!known) return tl::unexpected(known.error());
  if (*known > 0) return {};
  auto month = Period::of(PeriodKind::month, now).previous();
  auto made = planning.bulletin({std::string(name(month.kind)), month.span()}, "pack", now);
  if (!made) return tl::unexpected(made.error());
  ledger::Commit commit{
      .who = "pack", .why = "bulletins for trying it out", .when = now, .writes = {*made}};
  if (auto rules = planning.rankings(); !rules.empty()) {
    auto ranking = planning.ranking(rules.front().id, day_of(month.previous().begin), {});
    if (!ranking) return tl::unexpected(ranking.error());
    commit.writes.push_back(
        service::ranking_notice(**ranking, pack.district.name_zh, 1, "pack", now));
  }
  auto kept = records.commit(commit);
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

}  // namespace qs::app
