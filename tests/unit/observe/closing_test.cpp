#include "kernel/observe/closing.h"

#include <gtest/gtest.h>

#include "unit/observe/observe_samples.h"

namespace qs::observe {
namespace {

using namespace testing;
using std::chrono::hours;

Method ozone() {
  Method m;
  m.validity.moving8_hours = 6;
  m.validity.mda8_windows = 14;
  m.validity.day_hours = 20;
  m.ozone = true;
  return m;
}
Method particles() {
  Method m;
  m.validity.day_hours = 20;
  m.rolling = true;
  return m;
}
const SeriesKey kHourOf{"S1", "a34004", Cadence::hour, Measure::avg};

size_t count(const std::vector<DueStatistic>& due, std::string_view statistic) {
  return static_cast<size_t>(
      std::ranges::count(due, statistic, [](const auto& d) { return d.statistic; }));
}

TEST(Touched, ALateHourReachesForwardThroughTheMovingMeans) {
  auto t = at(may(31), 20);
  auto due = touched(kHourOf, to_ms(t), particles());
  EXPECT_EQ(count(due, kRolling24), 24u);
  EXPECT_EQ(due.front().period.begin, t);
  EXPECT_EQ(count(due, kDay), 1u);
  EXPECT_EQ(count(due, kMonth), 1u);
  EXPECT_EQ(due.back().statistic, kYear);
  EXPECT_EQ(count(due, kHour), 0u);  // it is the hour itself
  auto eight = touched({"S1", "a05024", Cadence::hour, Measure::avg}, to_ms(t), ozone());
  EXPECT_EQ(count(eight, kMoving8), 8u);
  EXPECT_EQ(count(eight, kMda8), 1u);
}

TEST(Touched, AMinuteBeginsWithItsHourAndEachStatisticStandsOnce) {
  SeriesKey minute{"S1", "a34004", Cadence::minute, Measure::avg};
  std::vector<int64_t> times;
  for (int i = 0; i < 120; ++i) times.push_back(to_ms(at(may(1), 8) + std::chrono::minutes{i}));
  auto due = touched(minute, times, particles());
  EXPECT_EQ(count(due, kHour), 2u);
  EXPECT_EQ(due[0].statistic, kHour);
  EXPECT_EQ(count(due, kRolling24), 25u);
  EXPECT_EQ(count(due, kDay), 1u);
}

TEST(Touched, OtherMeasuresTouchNothing) {
  EXPECT_TRUE(touched({"S1", "a34004", Cadence::hour, Measure::max}, 0, particles()).empty());
  EXPECT_TRUE(touched({"S1", "a34004", Cadence::realtime, Measure::rtd}, 0, particles()).empty());
  auto m = particles();
  m.hour_from = Cadence::realtime;
  EXPECT_FALSE(touched({"S1", "a34004", Cadence::realtime, Measure::rtd}, 0, m).empty());
}

TEST(Ended, ClosesHourDayMonthAndYearInOrder) {
  auto midnight = start_of(kYear2026 / 1 / 1);
  auto due = ended(midnight - hours{1}, midnight, ozone());
  std::vector<std::string_view> names;
  for (const auto& d : due) names.push_back(d.statistic);
  EXPECT_EQ(names, (std::vector<std::string_view>{kHour, kMoving8, kDay, kMda8, kMonth, kYear}));
  EXPECT_TRUE(ended(midnight, midnight + std::chrono::minutes{59}, ozone()).empty());
  EXPECT_EQ(ended(midnight, midnight + hours{24}, ozone()).size(), 24u * 2 + 2);
}

TEST(Ended, AllAtOnceOrStepByStepIsTheSame) {
  auto from = at(may(30), 7), until = at(kYear2026 / 6 / 2, 3);
  auto whole = ended(from, until, particles());
  std::vector<DueStatistic> steps;
  for (auto t = from; t < until; t += std::chrono::minutes{20})
    for (auto& d : ended(t, std::min(until, t + std::chrono::minutes{20}), particles()))
      steps.push_back(d);
  EXPECT_EQ(whole, steps);
}

// The law of late data: whatever the order of arrival, what was touched and made again equals what
// is made of all data at once.
TEST(Touched, LateDataGiveWhatInTimeDataWouldHaveGiven) {
  auto m = particles();
  std::vector<double> values;
  for (int i = 0; i < 72; ++i) values.push_back(10 + i % 24);
  auto all = hourly(at(may(1), 0), values);
  auto early = all;
  early.erase(early.begin() + 30);
  std::map<DueStatistic, Statistic> made;
  auto make_all = [&](const std::vector<DueStatistic>& due, const std::vector<Sample>& samples) {
    for (const auto& d : due)
      if (need(d, m).cadence == Cadence::hour)
        made[d] = make(d, inside(samples, need(d, m).span), kHourOf, m);
  };
  auto due = ended(at(may(1), 0), at(may(4), 0), m);
  make_all(due, early);
  make_all(touched(kHourOf, all[30].time, m), all);
  for (const auto& d : due) {
    if (need(d, m).cadence != Cadence::hour) continue;
    auto s = make(d, inside(all, need(d, m).span), kHourOf, m);
    EXPECT_EQ(made[d].full, s.full) << d.statistic << " " << iso(d.period.begin);
    EXPECT_EQ(made[d].valid, s.valid);
  }
}

TEST(Make, NamesItsSubjectAndFindsItsSeries) {
  auto values = hourly(at(may(1), 0), std::vector<double>(24, 50.25));
  DueStatistic due{kDay, Period::of(PeriodKind::day, at(may(1), 0))};
  auto s = make(due, values, kHourOf, particles());
  EXPECT_EQ(s.site, "S1");
  EXPECT_EQ(series_of(s), (SeriesKey{"S1", "a34004", Cadence::day, Measure::avg}));
  auto kept = derived(s, 9);
  EXPECT_EQ(kept.time, to_ms(at(may(1), 0)));
  EXPECT_EQ(kept.origin, Origin::derived);
  EXPECT_EQ(kept.value, 50.25);
}

}  // namespace
}  // namespace qs::observe
