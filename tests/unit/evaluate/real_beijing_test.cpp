// Twelve Beijing stations, every hour from 2013-03 to 2016-02: daily statistics with validity, AQI
// by the standard of the date and by today's beside it.
#include <fmt/format.h>

#include <set>

#include "base/csv.h"
#include "base/decimal.h"
#include "kernel/evaluate/air_days.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/observe/means.h"
#include "kernel/observe/rules.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

struct Pollutant {
  std::string_view column, factor, item;
  double scale;  // sent -> kept unit: CO is sent in ug/m3 and kept in mg/m3
  bool gas;
};
constexpr std::array<Pollutant, 6> kPollutants{{{"SO2", "a21026", "a21026:day", 1, true},
                                                {"NO2", "a21004", "a21004:day", 1, true},
                                                {"PM10", "a34002", "a34002:day", 1, false},
                                                {"CO", "a21005", "a21005:day", 0.001, true},
                                                {"O3", "a05024", "a05024:mda8", 1, true},
                                                {"PM2.5", "a34004", "a34004:day", 1, false}}};
const Day kToday = day(2026, 5, 1);

using Hours = std::array<std::vector<observe::Sample>, kPollutants.size()>;
using DayValues = std::array<std::optional<double>, kPollutants.size()>;
using Station = std::map<int64_t, DayValues>;  // by the day's first instant

Result<Hours> read(const std::filesystem::path& file) {
  auto table = CsvTable::read(file, {"year", "month", "day", "hour"});
  if (!table) return tl::unexpected(table.error());
  Hours hours;
  for (size_t row = 0; row < table->size(); ++row) {
    auto whole = [&](std::string_view name) {
      return static_cast<int>(Decimal::parse(table->cell(row, name))->value());
    };
    auto time = at(day(whole("year"), static_cast<unsigned>(whole("month")),
                       static_cast<unsigned>(whole("day"))),
                   whole("hour"));
    for (size_t i = 0; i < kPollutants.size(); ++i)
      if (auto d = Decimal::parse(table->cell(row, kPollutants[i].column))) {
        observe::Sample sample;
        sample.time = to_ms(time);
        sample.value = round_half_even(d->value() * kPollutants[i].scale, 6);
        hours[i].push_back(sample);
      }
  }
  return hours;
}

// The valid daily statistics: 24-hour means and, for ozone, the greatest 8-hour mean.
Station daily(const Hours& hours) {
  Station station;
  for (size_t i = 0; i < kPollutants.size(); ++i) {
    auto factor = national().factor(kPollutants[i].factor);
    auto law = day(2014, 1, 1);
    auto method = observe::method_of(national(), *factor, law);
    EXPECT_TRUE(method) << method.error().message();
    auto limit = national().limit("GB 3095", factor->code, "mda8", "2", law);
    std::span<const observe::Sample> all = hours[i];
    auto first = Period::of(PeriodKind::day, from_ms(all.front().time));
    for (auto period = first; to_ms(period.begin) <= all.back().time; period = period.next()) {
      auto part = observe::inside(all, period.span());
      auto s = kPollutants[i].item.ends_with("mda8")
                   ? observe::mda8(part, period, *method, limit->upper)
                   : observe::day_mean(part, period, *method);
      auto& slot = station[to_ms(period.begin)][i];
      if (s.mark == observe::Mark::normal) slot = s.full;
    }
  }
  return station;
}

// 城市: the mean of the stations, valid with the rule's share of stations.
Station city_of(const std::vector<Station>& stations) {
  auto share = national().rule("air.valid.city_station_share", day(2014, 1, 1))->number();
  Station city;
  for (const auto& [begin, unused] : stations.front())
    for (size_t i = 0; i < kPollutants.size(); ++i) {
      std::vector<double> values;
      for (const auto& s : stations)
        if (auto found = s.find(begin); found != s.end() && found->second[i])
          values.push_back(*found->second[i]);
      auto& slot = city[begin][i];
      if (static_cast<double>(values.size()) >= share * static_cast<double>(stations.size()))
        slot = mean_half_even(values, 3);
    }
  return city;
}

// `now`: by today's standard, with gases taken to today's reference state.
IndexResult index_of(const AirJudge& judge, int64_t begin, const DayValues& values, bool now) {
  std::map<std::string, double, std::less<>> input;
  auto period = Period::of(PeriodKind::day, from_ms(begin));
  for (size_t i = 0; i < kPollutants.size(); ++i) {
    if (!values[i]) continue;
    auto value = *values[i];
    if (now && kPollutants[i].gas)
      value = *observe::gas_in_state(value, day_of(period.begin), kToday, national());
    input[std::string(kPollutants[i].item)] = value;
  }
  return judge.judge("S", period, input);
}

struct Year {
  std::vector<std::optional<int>> old, now;
  double pm25 = 0;
  size_t pm25_days = 0;
};

std::map<int, Year> years_of(const Station& station, const AirJudge& now) {
  AirJudges judges(national(), AirReport::day);
  std::map<int, Year> years;
  for (const auto& [begin, values] : station) {
    auto date = day_of(from_ms(begin));
    auto& year = years[static_cast<int>(date.year())];
    auto then = judges.on(date);
    EXPECT_TRUE(then) << then.error().message();
    auto old = index_of(**then, begin, values, false);
    EXPECT_EQ(old.standard, "HJ 633-2012");
    year.old.push_back(old.value);
    auto today = index_of(now, begin, values, true);
    EXPECT_EQ(today.standard, "HJ 633-2026");
    year.now.push_back(today.value);
    if (values.back()) {
      year.pm25 += *values.back();
      ++year.pm25_days;
    }
  }
  return years;
}

void print(std::string_view name, const std::map<int, Year>& years) {
  for (const auto& [number, year] : years) {
    auto old = *count_days(national(), year.old, day(2014, 1, 1));
    auto now = *count_days(national(), year.now, kToday);
    fmt::print("| {} | {} | {} | {} | {} | {} % | {} | {} | {} | {} % | {:.1f} |\n", name, number,
               old.days, old.valid, old.good, to_text(old.good_share.value_or(0), 1), old.heavy,
               now.valid, now.good, to_text(now.good_share.value_or(0), 1),
               year.pm25 / static_cast<double>(std::max<size_t>(1, year.pm25_days)));
    EXPECT_LE(now.good, old.good) << name << ' ' << number;
    EXPECT_GE(static_cast<double>(old.valid), 0.9 * static_cast<double>(old.days));
  }
}

TEST(RealBeijing, YearsUnderTheStandardOfTheDateAndTodaysSideBySide) {
  auto folder = shared("data/beijing_multisite");
  QS_NEEDS(folder);
  auto now = AirJudge::prepared(national(), kToday, AirReport::day);
  ASSERT_TRUE(now) << now.error().message();
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.insert(entry.path());
  ASSERT_EQ(files.size(), 12u);
  fmt::print(
      "| place | year | days | valid 2012 | good 2012 | share | heavy | valid 2026 | good 2026 "
      "| share | PM2.5 mean |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
  std::vector<Station> stations;
  for (const auto& file : files) {
    auto hours = read(file);
    ASSERT_TRUE(hours) << hours.error().message();
    stations.push_back(daily(*hours));
    EXPECT_EQ(stations.back().size(), 1096u) << file;
    auto name = file.stem().string().substr(10);
    print(name.substr(0, name.find('_')), years_of(stations.back(), *now));
  }
  print("city", years_of(city_of(stations), *now));
}

}  // namespace
}  // namespace qs::evaluate
