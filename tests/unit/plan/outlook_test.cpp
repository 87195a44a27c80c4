#include "kernel/plan/outlook.h"

#include <gtest/gtest.h>

#include <cmath>

namespace qs::plan {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

const Measure kMean{.id = "mean", .places = 1};

// A year of the season's shape at a level.
std::vector<Item> year_of(int year, double level, int until_day = 366) {
  std::vector<Item> out;
  sys_days first{std::chrono::year{year} / 1 / 1}, end{std::chrono::year{year + 1} / 1 / 1};
  for (auto at = first; at < end && (at - first).count() < until_day; at += days{1})
    out.push_back({Day{at}, level * (1.2 + std::cos(static_cast<double>((at - first).count()) *
                                                    6.28 / 365))});
  return out;
}

TEST(Outlook, FollowsTheSeasonAndThisYearsLevel) {
  std::map<int, std::vector<Item>> earlier{{2022, year_of(2022, 60)},
                                           {2023, year_of(2023, 50)},
                                           {2024, year_of(2024, 45)},
                                           {2021, year_of(2021, 70)}};
  auto now = year_of(2025, 40, 120);
  OutlookRules still{.spread = 0};
  auto seen = outlook(kMean, {60, true}, now, earlier, now.back().day, still);
  ASSERT_TRUE(seen) << seen.error().message();
  EXPECT_EQ(seen->years, (std::vector{2024, 2023, 2022}));
  EXPECT_NEAR(seen->middle, 1.2 * 40, 1.5);  // the year, not the winter that it began with
  EXPECT_GT(seen->probability, 0.99);
  auto never = outlook(kMean, {40, true}, now, earlier, now.back().day, still);
  EXPECT_LT(never->probability, 0.01);
  auto wide = outlook(kMean, {48, true}, now, earlier, now.back().day, {});
  EXPECT_GT(wide->probability, 0.3);
  EXPECT_LT(wide->probability, 0.7);
  EXPECT_LT(wide->low, wide->middle);
  auto again = outlook(kMean, {48, true}, now, earlier, now.back().day, {});
  EXPECT_EQ(again->probability, wide->probability);
}

TEST(Outlook, DoesNotSpeakWithoutGround) {
  auto now = year_of(2025, 40, 120);
  EXPECT_FALSE(outlook(kMean, {48, true}, now, {}, now.back().day, {}));
  std::map<int, std::vector<Item>> torn{{2024, year_of(2024, 40, 200)}};
  EXPECT_FALSE(outlook(kMean, {48, true}, now, torn, now.back().day, {}));
  std::map<int, std::vector<Item>> whole{{2024, year_of(2024, 40)}};
  auto short_year = std::span(now).first(20);
  EXPECT_FALSE(outlook(kMean, {48, true}, short_year, whole, short_year.back().day, {}));
}

TEST(Outlook, TakesTheDaysToComeFromAForecast) {
  auto now = year_of(2025, 40, 355);  // ten days are left
  std::map<int, std::vector<Item>> earlier{{2024, year_of(2024, 40)}};
  OutlookRules still{.spread = 0};
  auto without = outlook(kMean, {50, true}, now, earlier, now.back().day, still);
  std::vector<Expected> forecast;
  for (int i = -3; i <= 7; ++i)  // the past and the next year are none of its business
    forecast.push_back({Day{sys_days{now.back().day} + days{i}}, 380, 480});
  forecast.push_back({2026y / 1 / 1, 9000, 9000});
  auto seen = outlook(kMean, {50, true}, now, earlier, now.back().day, still, forecast);
  ASSERT_TRUE(seen);
  EXPECT_EQ(without->forecast_days, 0u);
  EXPECT_EQ(seen->forecast_days, 7u);
  // Seven days of some 88 become 380 to 480.
  EXPECT_NEAR(seen->low - without->middle, 7 * (385 - 88) / 365.0, 0.4);
  EXPECT_NEAR(seen->high - without->middle, 7 * (475 - 88) / 365.0, 0.4);
}

TEST(Outlook, IsCertainWhenTheYearIsOver) {
  auto now = year_of(2025, 40);
  std::map<int, std::vector<Item>> whole{{2024, year_of(2024, 40)}};
  auto over = outlook(kMean, {50, true}, now, whole, 2025y / 12 / 31, {});
  ASSERT_TRUE(over);
  EXPECT_GT(over->probability, 0.999);
  EXPECT_EQ(over->low, over->high);
}

}  // namespace
}  // namespace qs::plan
