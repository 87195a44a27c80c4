#include "kernel/oversight/retention.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace qs::oversight {
namespace {

using namespace std::chrono_literals;

constexpr Day kToday = 2026y / 11 / 23;
constexpr RetentionRules kRules{.raw_months = 24,
                                .video_months = 12,
                                .raw_days = 3,
                                .video_days = 2,
                                .answer_days = 5,
                                .least_hours = 18};

TEST(Retention, DrawsDaysThatTheSeedAloneDecides) {
  auto days = draw_retention("seed", kToday, kRules);
  ASSERT_EQ(days.size(), 5u);
  for (const auto& day : days) {
    EXPECT_LT(day.day, kToday);
    EXPECT_GE(day.day, day.what == "raw" ? 2024y / 11 / 23 : 2025y / 11 / 23);
  }
  EXPECT_EQ(days[2].what, "raw");
  EXPECT_EQ(days[3].what, "video");
  EXPECT_EQ(rows_of(days), rows_of(draw_retention("seed", kToday, kRules)));
  EXPECT_NE(rows_of(days), rows_of(draw_retention("another", kToday, kRules)));
}

TEST(Retention, ReachesEveryDayThatMustBeKept) {
  std::set<Day> met;
  auto rules = kRules;
  rules.raw_months = 1;
  for (int i = 0; i < 200; ++i)
    for (const auto& day : draw_retention(std::to_string(i), kToday, rules))
      if (day.what == "raw") met.insert(day.day);
  EXPECT_EQ(met.size(), 31u) << "23 October to 22 November";
  rules.raw_days = 1000;
  EXPECT_EQ(draw_retention("all", 2026y / 3 / 31, rules).size(), 31u + 2)
      << "from 28 February, the month's last";
}

TEST(Retention, HoldsAnAnswerAgainstTheDay) {
  std::vector<RetentionDay> days{{.what = "raw", .day = 2025y / 5 / 1},
                                 {.what = "video", .day = 2026y / 5 / 1}};
  EXPECT_FALSE(answer(days, "video", 2025y / 5 / 1, "f", kToday, kToday));
  EXPECT_FALSE(answer(days, "raw", 2025y / 5 / 1, "f", 2025y / 5 / 2, 2025y / 5 / 9));
  EXPECT_TRUE(answer(days, "raw", 2025y / 5 / 1, "f", 2025y / 4 / 1, 2025y / 5 / 1));
  EXPECT_EQ(settle(days, kToday, kToday), "waiting");
  auto kept = retention_days(rows_of(days).dump());
  EXPECT_EQ(kept[0].file, "f");
  EXPECT_EQ(rows_of(kept), rows_of(days));
  auto tomorrow = Day(std::chrono::sys_days(kToday) + std::chrono::days{1});
  EXPECT_EQ(settle(days, kToday, tomorrow), "missing");
  EXPECT_EQ(days[1].state, RetentionState::missing);
  days[1].state = RetentionState::came;
  EXPECT_EQ(settle(days, kToday, tomorrow), "passed");
}

TEST(Retention, TakesAConnectedStationsOwnSeries) {
  RetentionDay day{.what = "raw", .day = 2025y / 5 / 1};
  found_in_series(day, 17, kRules);
  EXPECT_EQ(day.state, RetentionState::waiting);
  found_in_series(day, 18, kRules);
  EXPECT_EQ(day.state, RetentionState::came);
  EXPECT_EQ(day.hours, 18);
}

}  // namespace
}  // namespace qs::oversight
