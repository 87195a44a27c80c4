#include "kernel/observe/noise.h"

#include <gtest/gtest.h>

#include "unit/observe/observe_samples.h"

namespace qs::observe {
namespace {

using namespace testing;

constexpr NoiseRules kRules{
    .hour_share = 0.75, .day_hours = 12, .night_hours = 6, .day_from = 6, .night_from = 22};

TEST(Noise, EnergyMeanWorkedExamples) {
  EXPECT_NEAR(leq(std::vector<double>{50, 50}), 50.0, 0.005);
  EXPECT_NEAR(leq(std::vector<double>{60, 50}), 57.4, 0.005);
  EXPECT_NEAR(leq(std::vector<double>{70, 40, 40, 40}), 63.99, 0.005);
}

TEST(Noise, DayNightLevelWorkedExamples) {
  EXPECT_NEAR(ldn(56, 46.8), 56.28, 0.005);
  EXPECT_NEAR(ldn(60, 50), 60.0, 0.005);
  EXPECT_NEAR(ldn(55, 55), 61.02, 0.005);
}

TEST(Noise, ExceedanceLevelsRunAgainstTheLevels) {
  std::vector<double> levels;
  for (int i = 0; i <= 100; ++i) levels.push_back(i);
  auto n = noise_levels(levels);
  ASSERT_TRUE(n);
  EXPECT_EQ(n->l10, 90);
  EXPECT_EQ(n->l50, 50);
  EXPECT_EQ(n->l90, 10);
  EXPECT_EQ(n->lmax, 100);
  EXPECT_EQ(n->lmin, 0);
  EXPECT_NEAR(n->sd, 29.3, 0.01);
  EXPECT_FALSE(noise_levels({}));
}

TEST(Noise, TheNightOfADayEndsNextMorning) {
  std::vector<double> levels(48, 40);  // two days from midnight
  for (size_t h = 6; h < 22; ++h) levels[h] = 60;
  auto hours = hourly(at(may(1), 0), levels);
  hours[24].value = 50;  // 00:00 of the second day is in the first night
  auto d = noise_day(hours, may(1), kRules);
  EXPECT_TRUE(d.day.enough);
  EXPECT_NEAR(*d.day.level, 60, 1e-9);
  EXPECT_EQ(d.night.valid, 8u);
  EXPECT_NEAR(*d.night.level, 43.27, 0.005);  // 10·lg((10^5 + 7·10^4) / 8)
  EXPECT_TRUE(d.ldn);
  EXPECT_EQ(noise_day_of(at(may(2), 5), kRules), may(1));
  EXPECT_EQ(noise_day_of(at(may(2), 6), kRules), may(2));
}

TEST(Noise, TooFewHoursGiveNoDayNightLevel) {
  auto hours = hourly(at(may(1), 6), std::vector<double>(21, 55));  // night: 5 of 8 hours
  auto d = noise_day(hours, may(1), kRules);
  EXPECT_TRUE(d.day.enough);
  EXPECT_FALSE(d.night.enough);
  EXPECT_TRUE(d.night.level);
  EXPECT_FALSE(d.ldn);
}

}  // namespace
}  // namespace qs::observe
