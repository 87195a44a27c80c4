// Zhengzhou's daily air of 2014-2020 against goals that it might have had: what the figures were,
// what the rest of each year needed, and whether the probabilities deserve their name.
#include <fmt/format.h>

#include <map>

#include "base/csv.h"
#include "base/decimal.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/plan/need.h"
#include "kernel/plan/outlook.h"
#include "unit/evaluate/national_law.h"

namespace qs::plan {
namespace {

using evaluate::national;
using std::chrono::sys_days;
using Years = std::map<int, std::vector<Item>>;

// PM2.5 of the longer file; its other factors stand on other days and are not needed here.
Years pm25(const std::filesystem::path& path) {
  auto table = CsvTable::read(path, {"date", "PM25"});
  EXPECT_TRUE(table) << table.error().message();
  Years out;
  for (size_t row = 0; table && row < table->size(); ++row) {
    int y = 0, m = 0, d = 0;
    auto value = Decimal::parse(table->cell(row, "PM25"));
    if (!value ||
        sscanf(std::string(table->cell(row, "date")).c_str(), "%d/%d/%d", &y, &m, &d) != 3)
      continue;
    out[y].push_back(
        {evaluate::day(y, static_cast<unsigned>(m), static_cast<unsigned>(d)), value->value()});
  }
  return out;
}

// AQI of each day, judged from the concentrations of the shorter file (its own AQI is a mean of
// hours and no truth).
Years aqi(const std::filesystem::path& path) {
  std::string text = *read_file(path);
  if (text.starts_with(kUtf8Mark)) text.erase(0, kUtf8Mark.size());
  auto table = CsvTable::parse("city,date,AQI,range,level,PM25,PM10,SO2,CO,NO2,O3,rank\n" + text,
                               "zhengzhou");
  EXPECT_TRUE(table) << table.error().message();
  static const std::map<std::string, std::string> kColumns{
      {"PM25", "a34004:day"}, {"PM10", "a34002:day"}, {"SO2", "a21026:day"},
      {"CO", "a21005:day"},   {"NO2", "a21004:day"},  {"O3", "a05024:mda8"}};
  evaluate::AirJudges judges(national(), evaluate::AirReport::day);
  Years out;
  for (size_t row = 0; table && row < table->size(); ++row) {
    auto at = parse_instant(table->cell(row, "date"));
    if (!at) continue;
    std::map<std::string, double, std::less<>> values;
    for (const auto& [column, item] : kColumns)
      if (auto d = Decimal::parse(table->cell(row, column))) values[item] = d->value();
    auto judge = judges.on(day_of(*at));
    if (!judge) continue;
    auto index = (*judge)->judge("zhengzhou", Period::of(PeriodKind::day, *at), values);
    if (index.value)
      out[static_cast<int>(day_of(*at).year())].push_back(
          {day_of(*at), static_cast<double>(*index.value)});
  }
  return out;
}

std::span<const Item> before(const std::vector<Item>& year, Day end) {
  auto at = std::ranges::find_if(year, [&](const Item& item) { return item.day >= end; });
  return {year.begin(), at};
}

size_t days_from(Day day) {
  return static_cast<size_t>(
      (sys_days{(day.year() + std::chrono::years{1}) / 1 / 1} - sys_days{day}).count());
}

struct Brier {
  size_t count = 0;
  double ours = 0, climatology = 0;
  std::map<int, std::array<double, 3>> bins;  // tenths: how many, of which met, probability

  void add(double probability, double usual, bool met) {
    ++count;
    ours += (probability - met) * (probability - met);
    climatology += (usual - met) * (usual - met);
    auto& bin = bins[std::min(9, static_cast<int>(probability * 10))];
    bin[0] += 1;
    bin[1] += met;
    bin[2] += probability;
  }
  double score() const { return ours / static_cast<double>(count); }
  double usual_score() const { return climatology / static_cast<double>(count); }
};

// Every goal of the ladder, seen from the end of every month but the last, by earlier years only.
Brier judged(const Measure& measure, const Years& years, std::span<const int> held_out,
             std::span<const double> ladder, bool low) {
  Brier out;
  for (int year : held_out) {
    const auto& whole = years.at(year);
    Years earlier(years.begin(), years.find(year));
    for (unsigned month = 2; month <= 12; ++month) {
      auto end = evaluate::day(year, month, 1);
      auto so_far = before(whole, end);
      for (double value : ladder) {
        Goal goal{value, low};
        auto seen = outlook(measure, goal, so_far, earlier,
                            Day{sys_days{end} - std::chrono::days{1}}, {.draws = 400});
        if (!seen) continue;
        double met = 0;
        for (const auto& [_, items] : earlier) met += meets(goal, *figure_of(measure, items));
        out.add(seen->probability, (met + 0.5) / (static_cast<double>(earlier.size()) + 1),
                meets(goal, *figure_of(measure, whole)));
      }
    }
  }
  return out;
}

void print(std::string_view what, const Brier& brier) {
  fmt::print("{}: Brier {:.3f}, climatology {:.3f}, {} cases\n", what, brier.score(),
             brier.usual_score(), brier.count);
  for (const auto& [tenth, bin] : brier.bins)
    fmt::print("  {:.2f} said, {:.2f} came ({:.0f})\n", bin[2] / bin[0], bin[1] / bin[0], bin[0]);
}

const Measure kPm25{.id = "air.pm25_mean", .places = 0};
const Measure kGood{.id = "air.good_share", .form = Form::share_at_most, .bound = 100, .places = 1};

TEST(RealPlan, TheRestOfEachYearIsCountedExactly) {
  auto path = evaluate::shared("data/zhengzhou_air/daily_2014_2021_zhengzhou.csv");
  QS_NEEDS(path);
  auto years = pm25(path);
  for (int year = 2014; year <= 2017; ++year)
    for (unsigned month = 2; month <= 12; ++month) {
      auto end = evaluate::day(year, month, 1);
      auto so_far = before(years[year], end);
      Goal goal{std::round(*figure_of(kPm25, years[year])), true};
      auto answer = need(kPm25, goal, so_far, days_from(end));
      ASSERT_EQ(answer.chance, Chance::open);
      // The year as it went met it, so its rest was within the answer: the days that it really had.
      auto rest = std::span(years[year]).subspan(so_far.size());
      auto within = need(kPm25, goal, so_far, rest.size());
      Measure fine{.id = "rest", .places = 6};
      EXPECT_LE(*figure_of(fine, rest), *within.mean + 0.1) << year << '-' << month;
    }
}

TEST(RealPlan, ProbabilityOfTheMeanIsWorthMoreThanClimatology) {
  auto path = evaluate::shared("data/zhengzhou_air/daily_2014_2021_zhengzhou.csv");
  QS_NEEDS(path);
  auto years = pm25(path);
  std::vector<double> ladder;
  for (double goal = 36; goal < 100; goal += 4) ladder.push_back(goal);
  const int tuned[]{2016, 2017}, held_out[]{2018, 2019, 2020};
  print("PM2.5 2016-2017 (the spread was chosen on them)",
        judged(kPm25, years, tuned, ladder, true));
  auto brier = judged(kPm25, years, held_out, ladder, true);
  print("PM2.5 2018-2020 (held out)", brier);
  EXPECT_LT(brier.score(), brier.usual_score() / 2);
}

TEST(RealPlan, ProbabilityOfGoodDaysIsWorthMoreThanClimatology) {
  auto path = evaluate::shared("data/zhengzhou_air/zhengzhou_daily_2013_2017.csv");
  QS_NEEDS(path);
  auto years = aqi(path);
  std::vector<double> ladder;
  for (double goal = 20; goal <= 80; goal += 3) ladder.push_back(goal);
  const int held_out[]{2015, 2016};  // of 2017 there is January only
  for (int year = 2014; year <= 2016; ++year)
    fmt::print("{}: {} days, good {} %\n", year, years[year].size(),
               *figure_of(kGood, years[year]));
  auto brier = judged(kGood, years, held_out, ladder, false);
  print("good days 2015-2016 (held out)", brier);
  EXPECT_LT(brier.score(), brier.usual_score());
}

}  // namespace
}  // namespace qs::plan
