#include "kernel/observe/means.h"

#include <gtest/gtest.h>

#include "kernel/observe/gas.h"
#include "kernel/observe/percentile.h"
#include "kernel/observe/water.h"
#include "unit/observe/observe_samples.h"

namespace qs::observe {
namespace {

using namespace testing;
using std::chrono::hours;
using std::chrono::minutes;

// GB 3095 表4.
Method air_method() {
  Method m;
  m.validity = {.hour_minutes = 45,
                .day_hours = 20,
                .month_days = 27,
                .february_days = 25,
                .year_days = 324,
                .year_needs_months = true,
                .moving8_hours = 6,
                .mda8_windows = 14};
  m.places = 0;
  return m;
}

Period day(unsigned d) {
  return Period::of(PeriodKind::day, start_of(may(d)));
}
Period hour(unsigned d, int h) {
  return Period::of(PeriodKind::hour, at(may(d), h));
}

TEST(Means, AnHourNeedsFortyFiveMinutes) {
  std::vector<Sample> samples;
  for (int i = 0; i < 45; ++i) samples.push_back(sample(at(may(1), 8) + minutes{i}, 10));
  auto full = hour_mean(samples, hour(1, 8), air_method());
  EXPECT_EQ(full.mark, Mark::normal);
  EXPECT_EQ(full.due, 60u);
  EXPECT_EQ(full.valid, 45u);
  samples[0].mark = Mark::calibration;
  auto short_of_one = hour_mean(samples, hour(1, 8), air_method());
  EXPECT_EQ(short_of_one.mark, Mark::insufficient);
  EXPECT_EQ(short_of_one.received, 45u);
  EXPECT_EQ(short_of_one.valid, 44u);
  EXPECT_EQ(short_of_one.value, 10);  // shown, but judges nothing
}

TEST(Means, TenMinuteValuesCoverTenMinutesEach) {
  auto m = air_method();
  m.step_minutes = 10;
  std::vector<Sample> samples;
  for (int i = 0; i < 5; ++i) samples.push_back(sample(at(may(1), 8) + minutes{10 * i}, i));
  EXPECT_EQ(seen_step_minutes(samples), 10);
  EXPECT_EQ(hour_mean(samples, hour(1, 8), m).mark, Mark::normal);  // 50 minutes
  samples.pop_back();
  EXPECT_EQ(hour_mean(samples, hour(1, 8), m).mark, Mark::insufficient);  // 40
}

TEST(Means, ManyRealtimeValuesOfAMinuteCoverOneMinute) {
  std::vector<Sample> samples;
  for (int i = 0; i < 88; ++i)
    samples.push_back(sample(at(may(1), 8) + std::chrono::seconds{30 * i}, 1));
  auto s = hour_mean(samples, hour(1, 8), air_method());
  EXPECT_EQ(s.valid, 44u);
  EXPECT_EQ(s.mark, Mark::insufficient);
}

TEST(Means, ADayNeedsTwentyHoursAndRoundsHalfToEvenOnce) {
  std::vector<double> values(20, 74);
  for (int i = 0; i < 10; ++i) values[static_cast<size_t>(i)] = 75;
  auto s = day_mean(hourly(at(may(1), 0), values), day(1), air_method());
  EXPECT_EQ(s.mark, Mark::normal);
  EXPECT_EQ(s.full, 74.5);
  EXPECT_EQ(s.value, 74);  // 74.5 goes to the even 74
  values.pop_back();
  EXPECT_EQ(day_mean(hourly(at(may(1), 0), values), day(1), air_method()).mark, Mark::insufficient);
}

TEST(Means, OnlyTheNaturalDayCounts) {
  auto values = hourly(at(may(1), 0), std::vector<double>(48, 5));
  for (auto& s : values)
    if (s.time >= to_ms(at(may(2), 0))) s.value = 1000;
  auto s = day_mean(values, day(1), air_method());
  EXPECT_EQ(s.value, 5);
  EXPECT_EQ(s.received, 24u);
}

TEST(Means, NoValuesGiveNoFigure) {
  auto s = day_mean({}, day(1), air_method());
  EXPECT_FALSE(s.value);
  EXPECT_EQ(s.mark, Mark::insufficient);
  EXPECT_EQ(s.due, 24u);
}

TEST(Means, AbsurdAmountsDoNotTakePart) {
  auto values = hourly(at(may(1), 0), std::vector<double>(22, 5));
  values[0].value = 1e300;
  values[1].value = std::numeric_limits<double>::quiet_NaN();
  auto s = day_mean(values, day(1), air_method());
  EXPECT_EQ(s.value, 5);
  EXPECT_EQ(s.valid, 20u);
}

TEST(Means, BelowDetectionTakesPartAsHalfTheLimit) {
  Method m;
  m.treatment.below_detection_share = 0.5;
  m.places = 3;
  std::vector<Sample> values{sample(at(may(1), 0), 0.025, Mark::below_detection),
                             sample(at(may(1), 4), 0.05)};
  EXPECT_EQ(day_mean(values, day(1), m).full, 0.03125);
  EXPECT_EQ(day_mean(values, day(1), m).value, 0.031);
}

TEST(Means, RollingDayLooksBackOverMidnight) {
  auto values = hourly(at(may(1), 3), std::vector<double>(24, 7));
  auto s = moving_mean(values, hour(2, 2), 24, air_method());
  EXPECT_EQ(s.statistic, kRolling24);
  EXPECT_EQ(s.valid, 24u);
  EXPECT_EQ(s.mark, Mark::normal);
  EXPECT_EQ(moving_mean(values, hour(2, 7), 24, air_method()).mark, Mark::insufficient);  // 19
}

TEST(Means, MovingEightNeedsSixHours) {
  auto values = hourly(at(may(1), 0), {1, 2, 3, 4, 5, 6});
  auto s = moving_mean(values, hour(1, 7), 8, air_method());
  EXPECT_EQ(s.mark, Mark::normal);
  EXPECT_EQ(s.full, 3.5);
  EXPECT_EQ(s.value, 4);  // 3.5 goes to the even 4
  EXPECT_EQ(moving_mean(values, hour(1, 8), 8, air_method()).mark, Mark::insufficient);
}

TEST(Mda8, IsTheGreatestWindowInsideTheDay) {
  std::vector<double> values(24, 10);
  for (size_t h = 12; h < 20; ++h) values[h] = 170;
  auto s = mda8(hourly(at(may(1), 0), values), day(1), air_method());
  EXPECT_EQ(s.value, 170);
  EXPECT_EQ(s.due, 17u);  // windows that end 08..24 h
  EXPECT_EQ(s.valid, 17u);
  EXPECT_EQ(s.mark, Mark::normal);
}

TEST(Mda8, YesterdaysEveningDoesNotCount) {
  auto values = hourly(at(may(1), 17), std::vector<double>(31, 10));
  for (size_t i = 0; i < 7; ++i) values[i].value = 900;
  EXPECT_EQ(mda8(values, day(2), air_method()).value, 10);
}

TEST(Mda8, WithTooFewWindowsStandsOnlyWhenItExceeds) {
  // Hours 0..18: windows ending 8..19 are complete, 20 and 21 have 7 and 6 hours: 14 valid.
  auto fourteen = hourly(at(may(1), 0), std::vector<double>(19, 180));
  EXPECT_EQ(mda8(fourteen, day(1), air_method()).valid, 14u);
  EXPECT_EQ(mda8(fourteen, day(1), air_method()).mark, Mark::normal);
  auto thirteen = std::vector(fourteen.begin(), fourteen.end() - 1);
  EXPECT_EQ(mda8(thirteen, day(1), air_method()).mark, Mark::insufficient);
  EXPECT_EQ(mda8(thirteen, day(1), air_method(), 160).mark, Mark::normal);
  EXPECT_EQ(mda8(thirteen, day(1), air_method(), 180).mark, Mark::insufficient);
}

TEST(Means, AMonthNeedsTwentySevenDaysFebruaryTwentyFive) {
  auto m = air_method();
  auto may_days = daily(start_of(may(1)), 27, 30);
  auto month = Period::of(PeriodKind::month, start_of(may(1)));
  EXPECT_EQ(month_mean(may_days, month, m).mark, Mark::normal);
  EXPECT_EQ(month_mean(may_days, month, m).due, 31u);
  may_days.pop_back();
  EXPECT_EQ(month_mean(may_days, month, m).mark, Mark::insufficient);
  auto february = start_of(kYear2026 / 2 / 1);
  EXPECT_EQ(month_mean(daily(february, 25, 30), Period::of(PeriodKind::month, february), m).mark,
            Mark::normal);
}

TEST(Means, AYearNeedsItsDaysAndEachMonth) {
  auto m = air_method();
  auto begin = start_of(kYear2026 / 1 / 1);
  auto year = Period::of(PeriodKind::year, begin);
  auto days = daily(begin, 365, 40);
  EXPECT_EQ(year_mean(days, year, m).mark, Mark::normal);
  for (size_t i = 0; i < 5; ++i) days[i].mark = Mark::fault;  // January keeps 26 of 31
  auto s = year_mean(days, year, m);
  EXPECT_EQ(s.valid, 360u);
  EXPECT_EQ(s.mark, Mark::insufficient);
}

TEST(Percentile, WorkedExampleOfHj663) {
  const std::vector<double> x{31, 18, 55, 72, 90, 12, 44, 63, 28, 101, 37, 80};
  EXPECT_EQ(percentile(x, 95), 94.95);
  EXPECT_EQ(percentile(x, 90), 89.0);
  EXPECT_EQ(percentile(x, 98), 98.58);
  EXPECT_EQ(percentile(x, 100), 101);
  EXPECT_EQ(percentile(x, 0), 12);
  EXPECT_EQ(percentile(std::vector<double>{7}, 95), 7);
  EXPECT_FALSE(percentile({}, 95));
}

// HJ 212's own sample: NOx 24.6 at 6.2 % oxygen is 29.1 at 3.5 %, dust 2.31 is 2.73.
TEST(FlueGas, IsBroughtToTheReferenceOxygen) {
  EXPECT_NEAR(*at_reference_oxygen(24.6, 6.2, 3.5, 21), 29.1, 0.05);
  EXPECT_NEAR(*at_reference_oxygen(2.31, 6.2, 3.5, 21), 2.73, 0.005);
  EXPECT_FALSE(at_reference_oxygen(24.6, 21, 3.5, 21));
  EXPECT_FALSE(at_reference_oxygen(24.6, 0, 3.5, 21));
  Method m;
  m.places = 1;
  m.reference_oxygen = 3.5;
  auto hour = Period::of(PeriodKind::hour, at(may(1), 8));
  std::vector<Sample> nox{sample(hour.begin, 24.6)}, oxygen{sample(hour.begin, 6.2)};
  auto s = converted_hour(nox, oxygen, hour, m);
  EXPECT_EQ(s.value, 29.1);
  EXPECT_EQ(s.mark, Mark::normal);
  EXPECT_FALSE(converted_hour(nox, {}, hour, m).value);
  nox[0].mark = Mark::calibration;
  EXPECT_FALSE(converted_hour(nox, oxygen, hour, m).value);
  EXPECT_EQ(converted_hour(nox, oxygen, hour, m).mark, Mark::calibration);
}

TEST(Noise, HourLevelsFoldAsTheirFactorSays) {
  std::vector<Sample> minutes;
  auto hour = Period::of(PeriodKind::hour, at(may(1), 8));
  for (int i = 0; i < 60; ++i)
    minutes.push_back(sample(hour.begin + std::chrono::minutes{i}, 40 + i));
  Method m;
  m.places = 1;
  m.validity.hour_minutes = 45;
  m.fold = Fold::greatest;
  EXPECT_EQ(hour_mean(minutes, hour, m).value, 99);
  m.fold = Fold::least;
  EXPECT_EQ(hour_mean(minutes, hour, m).value, 40);
  m.fold = Fold::energy;
  EXPECT_NEAR(*hour_mean(minutes, hour, m).value, 88.1, 0.05);
  m.exceeded = 10;
  EXPECT_NEAR(*hour_mean(minutes, hour, m).value, 93.1, 1e-9);  // 40 + 59 · 0.9
  minutes.resize(44);
  EXPECT_EQ(hour_mean(minutes, hour, m).mark, Mark::insufficient);
}

TEST(WasteWater, TheDayIsWeightedByFlow) {
  Method m;
  m.places = 2;
  m.least_share = 0.75;
  auto c = hourly(at(may(1), 0), std::vector<double>(24, 20));
  auto q = hourly(at(may(1), 0), std::vector<double>(24, 10));
  c[3].value = 80;
  q[3].value = 30;
  auto s = flow_weighted_day(c, q, day(1), m);
  EXPECT_EQ(s.value, 26.92);  // (23·20·10 + 80·30) / 260
  EXPECT_EQ(s.mark, Mark::normal);
  q.resize(17);
  EXPECT_EQ(flow_weighted_day(c, q, day(1), m).mark, Mark::insufficient);
  for (auto& f : q) f.value = 0;
  EXPECT_FALSE(flow_weighted_day(c, q, day(1), m).value);  // nothing was discharged
}

}  // namespace
}  // namespace qs::observe
