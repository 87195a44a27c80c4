#include "kernel/observe/completeness.h"

#include <gtest/gtest.h>

#include "unit/observe/observe_samples.h"

namespace qs::observe {
namespace {

using namespace testing;
using std::chrono::minutes;

TEST(Completeness, CountsDueReceivedAndValidPerHour) {
  std::vector<Sample> samples{
      sample(at(may(1), 8, 0), 1), sample(at(may(1), 8, 10), 1, Mark::fault),
      sample(at(may(1), 8, 11), 2), sample(at(may(1), 8, 20), 1, Mark::fault),
      sample(at(may(1), 9, 0), 0, Mark::stopped)};
  auto hours = completeness(samples, {at(may(1), 8), at(may(1), 11)}, minutes{10});
  ASSERT_EQ(hours.size(), 3u);
  EXPECT_EQ(hours[0].due, 6u);
  EXPECT_EQ(hours[0].received, 3u);
  EXPECT_EQ(hours[0].valid, 2u);  // the value of 08:11 saves the slot of 08:10
  EXPECT_EQ(hours[1].stopped, 1u);
  EXPECT_EQ(hours[2].received, 0u);
}

// A fresh installation: the device told its history in hours and has just sent its first minute.
TEST(Completeness, EveryHourWeighsTheSameHoweverItCame) {
  std::vector<Sample> hours, minutes{sample(at(may(1), 23, 59), 1)};
  for (int hour = 0; hour < 23; ++hour) hours.push_back(sample(at(may(1), hour), 1));
  auto counts = completeness(minutes, hours, {at(may(1), 0), at(may(2), 0)});
  ASSERT_EQ(counts.size(), 24u);
  EXPECT_EQ(counts[0].due, 1u);
  EXPECT_EQ(counts[23].due, 60u);
  EXPECT_EQ(counts[23].valid, 1u);
  EXPECT_NEAR(*capture_rate(counts), (23 + 1.0 / 60) / 24, 1e-9);
}

TEST(Completeness, AnHourThatCameInMinutesIsCountedInMinutes) {
  std::vector<Sample> hours{sample(at(may(1), 8), 1), sample(at(may(1), 9), 1)}, minutes;
  for (int minute = 0; minute < 60; minute += 10)
    minutes.push_back(sample(at(may(1), 8, minute), 1, minute < 30 ? Mark::fault : Mark::normal));
  auto counts = completeness(minutes, hours, {at(may(1), 8), at(may(1), 11)});
  ASSERT_EQ(counts.size(), 3u);
  EXPECT_EQ(counts[0].due, 6u);
  EXPECT_EQ(counts[0].valid, 3u);
  EXPECT_EQ(counts[1].due, 1u);  // no minute came, but the hour did
  EXPECT_EQ(counts[1].valid, 1u);
  EXPECT_EQ(counts[2].received, 0u);
  EXPECT_EQ(capture_rate(counts), 0.5);
}

TEST(Completeness, AStationOfEveryFourHoursOwesSixADay) {
  std::vector<Sample> hours{sample(at(may(1), 0), 1), sample(at(may(1), 4), 1),
                            sample(at(may(1), 12), 1)};
  auto counts = completeness({}, hours, {at(may(1), 0), at(may(2), 0)});
  EXPECT_EQ(counts.size(), 6u);
  EXPECT_EQ(capture_rate(counts), 0.5);
  // At 15:00 the value of 12:00 to 16:00 can be there already, but is not missed yet.
  Span until_three{at(may(1), 0), at(may(1), 15)};
  EXPECT_EQ(capture_rate(completeness({}, hours, until_three)), 0.75);
  hours.pop_back();
  EXPECT_EQ(capture_rate(completeness({}, hours, until_three)), 2.0 / 3);
  EXPECT_TRUE(completeness({}, {}, {at(may(1), 0), at(may(2), 0)}).empty());
}

TEST(Completeness, StopsLeaveTheDenominator) {
  std::vector<HourCount> hours{{{}, 60, 60, 54, 0}, {{}, 60, 60, 0, 60}, {{}, 60, 60, 27, 30}};
  EXPECT_DOUBLE_EQ(*capture_rate(hours), 0.9);
  EXPECT_FALSE(capture_rate({}));
}

}  // namespace
}  // namespace qs::observe
