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
  auto due = touched(kHourOf, to_ms(t), particles(), "a34004");
  EXPECT_EQ(count(due, kRolling24), 24u);
  EXPECT_EQ(due.front().period.begin, t);
  EXPECT_EQ(count(due, kDay), 1u);
  EXPECT_EQ(count(due, kMonth), 1u);
  EXPECT_EQ(due.back().statistic, kYear);
  EXPECT_EQ(count(due, kHour), 0u);  // it is the hour itself
  auto eight = touched({"S1", "a05024", Cadence::hour, Measure::avg}, to_ms(t), ozone(), "a05024");
  EXPECT_EQ(count(eight, kMoving8), 8u);
  EXPECT_EQ(count(eight, kMda8), 1u);
}

TEST(Touched, AMinuteBeginsWithItsHourAndEachStatisticStandsOnce) {
  SeriesKey minute{"S1", "a34004", Cadence::minute, Measure::avg};
  std::vector<int64_t> times;
  for (int i = 0; i < 120; ++i) times.push_back(to_ms(at(may(1), 8) + std::chrono::minutes{i}));
  auto due = touched(minute, times, particles(), "a34004");
  EXPECT_EQ(count(due, kHour), 2u);
  EXPECT_EQ(due[0].statistic, kHour);
  EXPECT_EQ(count(due, kRolling24), 25u);
  EXPECT_EQ(count(due, kDay), 1u);
}

TEST(Touched, OtherMeasuresTouchNothing) {
  EXPECT_TRUE(
      touched({"S1", "a34004", Cadence::hour, Measure::max}, 0, particles(), "a34004").empty());
  EXPECT_TRUE(
      touched({"S1", "a34004", Cadence::realtime, Measure::rtd}, 0, particles(), "a34004").empty());
  auto m = particles();
  m.hour_from = Cadence::realtime;
  EXPECT_FALSE(touched({"S1", "a34004", Cadence::realtime, Measure::rtd}, 0, m, "a34004").empty());
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
        made[d] = make(d, {inside(samples, need(d, m).span), {}, {}}, kHourOf, m);
  };
  auto due = ended(at(may(1), 0), at(may(4), 0), m);
  make_all(due, early);
  make_all(touched(kHourOf, all[30].time, m, "a34004"), all);
  for (const auto& d : due) {
    if (need(d, m).cadence != Cadence::hour) continue;
    auto s = make(d, {inside(all, need(d, m).span), {}, {}}, kHourOf, m);
    EXPECT_EQ(made[d].full, s.full) << d.statistic << " " << iso(d.period.begin);
    EXPECT_EQ(made[d].valid, s.valid);
  }
}

Method of_leq(DayPart part) {
  Method m;
  m.of = "Leq";
  m.fold = Fold::energy;
  m.chain = {.hours = false, .longer = false};
  m.part = part;
  m.noise = {
      .hour_share = 0.75, .day_hours = 12, .night_hours = 6, .day_from = 6, .night_from = 22};
  return m;
}

TEST(Ended, TheNightEndsInTheMorningAndIsFiledUnderItsFirstDay) {
  auto of_night = of_leq(DayPart::night);
  EXPECT_TRUE(ended(at(may(1), 22), at(may(2), 5), of_night).empty());
  auto due = ended(at(may(2), 5), at(may(2), 6), of_night);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].statistic, kDay);
  EXPECT_EQ(due[0].period.begin, start_of(may(1)));
  EXPECT_EQ(due[0].over, (Span{at(may(1), 22), at(may(2), 6)}));
  auto daytime = ended(at(may(1), 6), at(may(1), 22), of_leq(DayPart::daytime));
  ASSERT_EQ(daytime.size(), 1u);
  EXPECT_EQ(daytime[0].over.until, at(may(1), 22));
}

TEST(Touched, AnHourOfLeqBelongsToDayOrNight) {
  SeriesKey leq{"N1", "Leq", Cadence::hour, Measure::avg};
  auto early = to_ms(at(may(2), 3));
  auto due = touched(leq, early, of_leq(DayPart::night), "Ln");
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].period.begin, start_of(may(1)));
  EXPECT_TRUE(touched(leq, early, of_leq(DayPart::daytime), "Ld").empty());
  EXPECT_EQ(touched(leq, early, of_leq(DayPart::day_and_night), "Ldn").size(), 1u);
}

TEST(Touched, OxygenTouchesTheConvertedHourAndFlowTheWeighedDay) {
  Method gas;
  gas.beside = "a19001";
  gas.reference_oxygen = 3.5;
  SeriesKey oxygen{"G1", "a19001", Cadence::hour, Measure::avg};
  auto due = touched(oxygen, to_ms(at(may(1), 8)), gas, "a21002");
  EXPECT_EQ(count(due, kZsHour), 1u);
  Method water;
  water.beside = "w00000";
  SeriesKey flow{"W1", "w00000", Cadence::hour, Measure::avg};
  due = touched(flow, to_ms(at(may(1), 8)), water, "w21003");
  EXPECT_EQ(count(due, kDay), 1u);
  EXPECT_TRUE(need(due[0], water).beside);
  EXPECT_TRUE(touched(flow, to_ms(at(may(1), 8)), gas, "a21002").empty());
}

TEST(Make, DayLevelsOfTheNightAndOfBoth) {
  std::vector<double> levels(24, 50);  // from 06:00
  std::fill(levels.begin(), levels.begin() + 16, 60);
  auto hours_of = hourly(at(may(1), 6), levels);
  SeriesKey site{"N1", "Ln", Cadence::day, Measure::avg};
  auto level = [&](DayPart part) {
    auto m = of_leq(part);
    m.places = 1;
    auto due = due_of(kDay, Period::of(PeriodKind::day, start_of(may(1))), m);
    return make(due, {inside(hours_of, due.over), {}, {}}, site, m);
  };
  EXPECT_EQ(level(DayPart::daytime).value, 60);
  EXPECT_EQ(level(DayPart::night).value, 50);
  EXPECT_EQ(level(DayPart::night).due, 8u);
  EXPECT_EQ(level(DayPart::day_and_night).value, 60);  // the fact table's example: 60 and 50
  EXPECT_EQ(level(DayPart::day_and_night).valid, 24u);
  EXPECT_EQ(level(DayPart::day_and_night).mark, Mark::normal);
}

TEST(Make, AnHourOfFiveMinuteValuesCountsBySeenStep) {
  Method m;
  m.validity.hour_minutes = 45;
  SeriesKey minutely{"S1", "a34004", Cadence::minute, Measure::avg};
  DueStatistic due(kHour, Period::of(PeriodKind::hour, at(may(1), 8)));
  std::vector<Sample> parts;
  for (int i = 0; i < 9; ++i)
    parts.push_back(sample(at(may(1), 8) + std::chrono::minutes{5 * i}, 10));
  auto s = make(due, {parts, {}, {}}, minutely, m);
  EXPECT_EQ(s.due, 12u);
  EXPECT_EQ(s.mark, Mark::normal);  // 45 minutes
  parts.pop_back();
  EXPECT_EQ(make(due, {parts, {}, {}}, minutely, m).mark, Mark::insufficient);
  std::vector<Sample> two{parts[0], parts[6]};  // half an hour apart
  s = make(due, {two, {}, {}}, minutely, m);
  EXPECT_EQ(s.due, 60u);
  EXPECT_EQ(s.mark, Mark::insufficient);
}

TEST(Make, ARiverDayCountsBySeenStep) {
  Method m;
  m.slowest_hours = 4;
  m.validity.day_hours = 12;
  SeriesKey river{"R1", "w21003", Cadence::hour, Measure::avg};
  DueStatistic due(kDay, Period::of(PeriodKind::day, start_of(may(1))));
  std::vector<Sample> parts;
  for (int h : {0, 4, 8}) parts.push_back(sample(at(may(1), h), 1));
  auto s = make(due, {parts, {}, {}}, river, m);
  EXPECT_EQ(s.due, 6u);
  EXPECT_EQ(s.valid, 3u);
  EXPECT_EQ(s.mark, Mark::normal);
  parts.pop_back();
  EXPECT_EQ(make(due, {parts, {}, {}}, river, m).mark, Mark::insufficient);
  auto every_hour = hourly(at(may(1), 0), std::vector<double>(11, 1));
  s = make(due, {every_hour, {}, {}}, river, m);
  EXPECT_EQ(s.due, 24u);
  EXPECT_EQ(s.mark, Mark::insufficient);
}

TEST(Make, NamesItsSubjectAndFindsItsSeries) {
  auto values = hourly(at(may(1), 0), std::vector<double>(24, 50.25));
  DueStatistic due(kDay, Period::of(PeriodKind::day, at(may(1), 0)));
  auto s = make(due, {values, {}, {}}, kHourOf, particles());
  EXPECT_EQ(s.site, "S1");
  EXPECT_EQ(series_of(s), (SeriesKey{"S1", "a34004", Cadence::day, Measure::avg}));
  auto kept = derived(s, 9);
  EXPECT_EQ(kept.time, to_ms(at(may(1), 0)));
  EXPECT_EQ(kept.origin, Origin::derived);
  EXPECT_EQ(kept.value, 50.25);
}

}  // namespace
}  // namespace qs::observe
