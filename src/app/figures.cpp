#include "app/figures.h"

#include "base/decimal.h"
#include "kernel/evaluate/air_days.h"
#include "kernel/evaluate/law.h"

namespace qs::app {

using observe::Cadence;
using observe::Measure;

namespace {

constexpr auto kFreshFor = std::chrono::seconds{15};
constexpr int kTargetDecimals = 1;  // as the plan writes concentrations and shares

std::optional<double> mean(const std::map<int64_t, double>& days) {
  if (days.empty()) return std::nullopt;
  std::vector<double> values;
  for (const auto& [day, value] : days) values.push_back(value);
  return mean_half_even(values, kTargetDecimals);
}

}  // namespace

Figures::Figures(const Pack& pack, const observe::SeriesLog& series,
                 const ledger::RecordLog& records, std::function<Instant()> now)
    : pack_(pack), series_(series), records_(records), now_(std::move(now)) {}

service::DayFigures Figures::today() {
  std::lock_guard lock(mutex_);
  auto now = now_();
  if (now - computed_ > kFreshFor) {
    figures_ = compute(now);
    computed_ = now;
  }
  return figures_;
}

std::vector<Figures::Goal> Figures::goals(int year) const {
  std::vector<Goal> out;
  auto indicators = records_.query({.kind = "indicator", .where = {}, .limit = ledger::kMaxPage});
  auto targets = records_.query({.kind = "indicator_target",
                                 .where = {{"state", ledger::Op::equal, "in_force", {}},
                                           {"area", ledger::Op::is_null, {}, {}},
                                           {"month", ledger::Op::equal, int64_t{0}, {}}},
                                 .order_by = "year",
                                 .limit = ledger::kMaxPage});
  if (!indicators || !targets) return out;
  for (const auto& i : *indicators) {
    if (i.text("measure").empty()) continue;
    const ledger::Record* of_year = nullptr;
    for (const auto& t : *targets)
      if (t.text("indicator") == i.id && (!of_year || of_year->integer("year") < year))
        of_year = &t;
    auto english = i.text("name_en");
    out.push_back({.id = i.id,
                   .name_zh = i.text("name"),
                   .name_en = english.empty() ? i.text("name") : english,
                   .measure = i.text("measure"),
                   .unit = i.text("unit"),
                   .value = of_year ? of_year->number("value") : std::nullopt,
                   .low_is_better = i.text("better") == "low"});
  }
  return out;
}

std::map<std::string, std::map<int64_t, double>> Figures::district_days(Span year) const {
  std::map<std::string, std::map<int64_t, double>> out;
  Sites sites;
  if (!sites.refresh(records_)) return out;
  std::map<observe::SeriesId, std::string> names;
  std::vector<observe::SeriesId> ids;
  size_t stations = 0;
  for (const auto& [id, site] : sites.all()) {
    if (site.kind != "air_standard") continue;
    ++stations;
    for (const auto& [series, key] : series_.catalogue(id)) {
      if (key.cadence != Cadence::day) continue;
      auto statistic = key.measure == Measure::avg      ? "day"
                       : key.measure == Measure::max_8h ? "mda8"
                                                        : nullptr;
      if (!statistic) continue;
      names[series] = fmt::format("{}:{}", key.factor, statistic);
      ids.push_back(series);
    }
  }
  auto samples = series_.scan(ids, year);
  if (ids.empty() || !samples) return out;
  std::map<std::pair<std::string, int64_t>, std::vector<double>> values;
  for (const auto& s : *samples)
    if (observe::counts(s.mark)) values[{names[s.series], s.time}].push_back(s.value);
  auto law = day_of(year.until - Millis{1});
  auto few = evaluate::number(pack_.library, "air.valid.city_few_stations", law);
  auto share = evaluate::number(pack_.library,
                                few && static_cast<double>(stations) < *few
                                    ? "air.valid.city_station_share_few"
                                    : "air.valid.city_station_share",
                                law);
  for (const auto& [key, station_values] : values) {
    auto factor = pack_.library.factor(key.first.substr(0, key.first.find(':')));
    if (!factor || !share) continue;
    if (static_cast<double>(station_values.size()) < *share * static_cast<double>(stations))
      continue;
    out[key.first][key.second] = mean_half_even(station_values, factor->decimals);
  }
  return out;
}

service::DayFigures Figures::compute(Instant now) const {
  auto year = Period::of(PeriodKind::year, now).span();
  year.until = Period::of(PeriodKind::day, now).begin;  // full days only
  service::DayFigures f{.day = day_of(now)};
  auto days = district_days(year);
  f.pm25_mean = mean(days["a34004:day"]);
  f.pm10_mean = mean(days["a34002:day"]);
  auto asked = goals(static_cast<int>(f.day.year()));
  for (const auto& goal : asked) {
    if (goal.measure == "air.pm25_mean") f.pm25_target = goal.value;
    if (goal.measure == "air.pm10_mean") f.pm10_target = goal.value;
    if (goal.measure == "air.good_share" && goal.value) f.good_share_target = *goal.value / 100;
  }

  std::set<int64_t> seen;
  for (const auto& [name, values] : days)
    for (const auto& [day, value] : values) seen.insert(day);
  evaluate::AirJudges judges(pack_.library, evaluate::AirReport::day);
  std::vector<std::optional<int>> aqi;
  for (auto day : seen) {
    auto judge = judges.on(day_of(from_ms(day)));
    if (!judge) continue;
    std::map<std::string, double, std::less<>> values;
    for (const auto& [name, by_day] : days)
      if (auto at = by_day.find(day); at != by_day.end()) values[name] = at->second;
    auto index = (*judge)->judge("", Period::of(PeriodKind::day, from_ms(day)), values);
    aqi.push_back(index.value);
  }
  if (auto counted = evaluate::count_days(pack_.library, aqi, f.day);
      counted && counted->valid > 0) {
    f.good_days = static_cast<int64_t>(counted->good);
    f.valid_days = static_cast<int64_t>(counted->valid);
    if (counted->good_share) f.good_share = *counted->good_share / 100;
  }
  for (const auto& goal : asked) {
    std::optional<double> value = goal.measure == "air.pm25_mean"   ? f.pm25_mean
                                  : goal.measure == "air.pm10_mean" ? f.pm10_mean
                                  : goal.measure == "air.good_share" && f.good_share
                                      ? std::optional(*f.good_share * 100)
                                      : std::nullopt;
    if (value)
      f.figures.push_back(
          {goal.id, goal.name_zh, goal.name_en, value, goal.value, goal.unit, goal.low_is_better});
  }
  return f;
}

}  // namespace qs::app
