#include "app/plan/district_air.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/decimal.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/evaluate/law.h"

namespace qs::app {
namespace {

using observe::Cadence;
using observe::Measure;

// The statistic that a day series holds, as the index tables name it; empty: another measure.
std::string_view statistic_of(const observe::SeriesKey& key) {
  if (key.cadence != Cadence::day) return {};
  return key.measure == Measure::avg      ? "day"
         : key.measure == Measure::max_8h ? "mda8"
                                          : std::string_view{};
}

// The share of stations that a day needs.
std::optional<double> needed(const standard::Library& library, size_t stations, Day law) {
  auto few = evaluate::number(library, "air.valid.city_few_stations", law);
  auto share = evaluate::number(library,
                                few && static_cast<double>(stations) < *few
                                    ? "air.valid.city_station_share_few"
                                    : "air.valid.city_station_share",
                                law);
  return share ? std::optional(*share) : std::nullopt;
}

}  // namespace

Result<std::vector<observe::Sample>> standing(const observe::SeriesLog& series,
                                              std::span<const observe::SeriesId> ids, Span span,
                                              std::optional<observe::Seq> as_of) {
  return as_of ? series.as_of(ids, span, *as_of) : series.scan(ids, span);
}

bool Member::at(Instant time) const {
  return std::ranges::any_of(times, [&](const Span& span) { return span.contains(time); });
}

Result<StationDays> DistrictAir::read(std::span<const Member> members, Span span,
                                      std::string_view statistic) const {
  std::map<observe::SeriesId, std::pair<std::string, const Member*>> names;
  std::vector<observe::SeriesId> ids;
  for (const auto& member : members)
    for (const auto& [series, key] : series_.catalogue(member.station)) {
      auto made = statistic_of(key);
      if (made.empty()) continue;
      auto name = fmt::format("{}:{}", key.factor, made);
      if (!statistic.empty() && name != statistic) continue;
      names[series] = {std::move(name), &member};
      ids.push_back(series);
    }
  StationDays out;
  if (ids.empty()) return out;
  auto samples = standing(series_, ids, span, as_of_);
  if (!samples) return tl::unexpected(samples.error());
  for (const auto& sample : *samples) {
    if (!observe::counts(sample.mark)) continue;
    const auto& [name, member] = names.at(sample.series);
    if (member->at(from_ms(sample.time))) out[name][member->station][sample.time] = sample.value;
  }
  return out;
}

AirDays DistrictAir::together(const StationDays& days, std::span<const Member> members,
                              Day law) const {
  std::map<size_t, std::optional<double>> shares;  // by number of stations
  AirDays out;
  for (const auto& [statistic, by_station] : days) {
    auto factor = library_.factor(statistic.substr(0, statistic.find(':')));
    if (!factor) continue;
    std::map<int64_t, std::vector<double>> by_day;
    for (const auto& [station, values] : by_station)
      for (const auto& [day, value] : values) by_day[day].push_back(value);
    for (const auto& [day, values] : by_day) {
      auto stations = static_cast<size_t>(std::ranges::count_if(
          members, [&](const Member& member) { return member.at(from_ms(day)); }));
      auto share = shares.try_emplace(stations, needed(library_, stations, law)).first->second;
      if (share && static_cast<double>(values.size()) >= *share * static_cast<double>(stations))
        out[statistic][day] = mean_half_even(values, factor->decimals);
    }
  }
  return out;
}

DayValues DistrictAir::indices(const AirDays& days, std::optional<Day> law) const {
  std::set<int64_t> seen;
  for (const auto& [statistic, values] : days)
    for (const auto& [day, value] : values) seen.insert(day);
  evaluate::AirJudges judges(library_, evaluate::AirReport::day);
  DayValues out;
  for (auto day : seen) {
    auto judge = judges.on(law.value_or(day_of(from_ms(day))));
    if (!judge) continue;
    std::map<std::string, double, std::less<>> values;
    for (const auto& [statistic, by_day] : days)
      if (auto at = by_day.find(day); at != by_day.end()) values[statistic] = at->second;
    auto index = (*judge)->judge("", Period::of(PeriodKind::day, from_ms(day)), values);
    if (index.value) out[day] = *index.value;
  }
  return out;
}

}  // namespace qs::app
