#include "kernel/plan/light.h"

#include <gtest/gtest.h>

namespace qs::plan {
namespace {

using namespace std::chrono_literals;
using enum LightReason;

Lit lit(const TaskFacts& task, Day today) {
  return light_of(task, {}, today);
}

TEST(Light, FollowsDatesAndReports) {
  TaskFacts task{.begin = 2025y / 1 / 1, .due = 2025y / 12 / 31};
  EXPECT_EQ(lit(task, 2024y / 12 / 1).light, Light::green);  // not begun
  EXPECT_EQ(lit(task, 2025y / 3 / 1).reasons, std::vector{no_report});
  task.reported = 2025y / 6 / 20;
  task.progress = 45;
  EXPECT_EQ(lit(task, 2025y / 7 / 1).light, Light::green);
  task.progress = 30;
  EXPECT_EQ(lit(task, 2025y / 7 / 1).reasons, std::vector{behind});
  task.progress = 10;
  EXPECT_EQ(lit(task, 2025y / 7 / 1).light, Light::red);
  task.progress = 99;
  EXPECT_EQ(lit(task, 2025y / 12 / 20).reasons, (std::vector{near, no_report}));
  EXPECT_EQ(lit(task, 2026y / 1 / 1).light, Light::red);
  task.done = true;
  EXPECT_EQ(lit(task, 2026y / 1 / 1).light, Light::done);
}

TEST(Light, FollowsMilestones) {
  TaskFacts task{.milestones = {{2025y / 5 / 1, 2025y / 5 / 3}, {2025y / 9 / 1, {}}},
                 .reported = 2025y / 8 / 10};
  EXPECT_EQ(lit(task, 2025y / 8 / 1).light, Light::green);
  EXPECT_EQ(lit(task, 2025y / 8 / 20).reasons, std::vector{near});
  EXPECT_EQ(lit(task, 2025y / 9 / 2).reasons, std::vector{milestone_overdue});
}

}  // namespace
}  // namespace qs::plan
