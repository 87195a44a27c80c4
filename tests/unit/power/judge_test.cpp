// Single rules by hand: thresholds, gaps, counters.
#include "kernel/power/judge.h"

#include <gtest/gtest.h>

#include <numeric>
#include <optional>

#include "kernel/power/describe.h"
#include "unit/power/setting.h"

namespace qs::power {
namespace {

// A line and its treatment, 100 kW and 20 kW rated.
class PowerJudge : public ::testing::Test {
 protected:
  PowerJudge() {
    plan_.meters = {{"m1", "生产表", Role::production, 100, 0},
                    {"m2", "治理表", Role::treatment, 20, 0}};
    plan_.lines = {{.id = "l", .name = "1# 线", .meters = {0}, .devices = {0}, .permitted = {}}};
    plan_.devices = {{.id = "d", .name = "布袋", .meters = {1}, .lines = {0}, .post_run = {}}};
  }

  // nullopt: the meter says nothing.
  void pass(int minutes, std::optional<double> line, std::optional<double> treatment) {
    if (!memory_) memory_.emplace(plan_, law_, minute_);
    for (int i = 0; i < minutes; ++i, ++minute_) {
      std::vector<Reading> row(2);
      if (line) put(row[0], *line);
      if (treatment) put(row[1], *treatment);
      judge(plan_, law_, *memory_, minute_, row, told_);
    }
  }
  static void put(Reading& reading, double kw) {
    reading.has = Reading::kPower;
    reading.kw = kw;
  }
  std::vector<std::string> told() const {
    std::vector<std::string> out;
    for (const auto& f : told_.findings)
      out.push_back(aspect_key(f) + (f.over ? " over " : " ") + std::to_string(f.from - kBegin) +
                    "+" + std::to_string(f.until - f.from));
    return out;
  }
  using Lines = std::vector<std::string>;

  static constexpr Minute kBegin = 29'000'000 / 60 * 60;
  Plan plan_;
  const Law& law_ = setting_law();
  Minute minute_ = kBegin;
  std::optional<Memory> memory_;
  Told told_;
};

TEST_F(PowerJudge, TreatmentFirstAndLastIsFine) {
  pass(10, 0, 0);
  pass(10, 0, 15);
  pass(60, 80, 15);
  pass(10, 0, 15);
  pass(10, 0, 0);
  EXPECT_EQ(told(), Lines{});
}

TEST_F(PowerJudge, ALateStartIsToldLiveAndEndsAsOne) {
  pass(10, 0, 0);
  pass(20, 80, 0);
  pass(10, 80, 15);
  EXPECT_EQ(told(), (Lines{"p2 10+6", "p2 over 10+20"}));
}

TEST_F(PowerJudge, ARunNeverTreatedIsNotTreatedAndNotLate) {
  pass(10, 0, 0);
  pass(90, 80, 0);
  pass(10, 0, 0);
  EXPECT_EQ(told(), (Lines{"p2 10+6", "p1 10+61", "p1 over 10+90"}));
}

TEST_F(PowerJudge, StoppedBeforeProductionIsKnownWhenProductionEnds) {
  pass(10, 0, 15);
  pass(30, 80, 15);
  pass(8, 80, 0);
  pass(10, 0, 0);
  EXPECT_EQ(told(), (Lines{"p1 40+6", "p3 over 40+8"}));
}

TEST_F(PowerJudge, AGapIsNotOff) {
  pass(10, 0, 15);
  pass(30, 80, 15);
  pass(12, 80, std::nullopt);
  pass(30, 80, 15);
  EXPECT_EQ(told(), Lines{});
}

TEST_F(PowerJudge, ASilentMeterIsToldAsOneAndMakesNoOtherFinding) {
  pass(10, 0, 15);
  pass(30, 80, 15);
  pass(20, 80, std::nullopt);
  pass(5, 80, 15);
  EXPECT_EQ(told(), (Lines{"p7.silent 40+16", "p7.silent over 40+20"}));
}

TEST_F(PowerJudge, OneLostReadingDoesNotHideTreatmentThatIsOff) {
  pass(10, 0, 15);
  pass(10, 80, 15);
  pass(4, 80, 0);
  pass(1, 80, std::nullopt);
  pass(10, 80, 0);
  ASSERT_FALSE(told_.findings.empty());
  EXPECT_EQ(told()[0], "p1 20+6");
}

TEST_F(PowerJudge, WithoutRatedPowerAndWithoutHistoryNothingIsSaid) {
  plan_.meters[0].rated_kw = plan_.meters[1].rated_kw = 0;
  pass(120, 80, 0);
  EXPECT_EQ(told(), Lines{});
}

TEST(PowerHabit, TheValleyPartsWaitingFromRunning) {
  const auto& law = setting_law();
  std::vector<DayLoad> days(30);
  for (auto& day : days)
    for (int minute = 0; minute < 1440; ++minute)
      day.add(minute < 600 ? 0.1 : minute < 700 ? 6 : 85 + minute % 11);
  auto habit = learn(days, 0, law);
  EXPECT_EQ(habit.how, Habit::How::valley);
  EXPECT_GT(habit.run_above, 10);
  EXPECT_LT(habit.run_above, 85);
  EXPECT_LT(habit.off_below, 6);
  EXPECT_NEAR(habit.typical_kw, 90, 3);
}

TEST(PowerHabit, OneModeFallsBackToSharesOfTheRatedPower) {
  std::vector<DayLoad> days(30);
  for (auto& day : days)
    for (int minute = 0; minute < 1440; ++minute) day.add(70 + minute % 9);
  auto habit = learn(days, 100, setting_law());
  EXPECT_EQ(habit.how, Habit::How::rated);
  EXPECT_DOUBLE_EQ(habit.run_above, 15);
  EXPECT_EQ(learn(days, 0, setting_law()).how, Habit::How::greatest);
}

TEST(PowerHabit, AScaleThatDoublesLosesNoMinute) {
  DayLoad day;
  for (int i = 0; i < 1000; ++i) day.add(i);
  EXPECT_EQ(day.minutes(), 1000U);
  std::array<uint32_t, DayLoad::kBins> bins{};
  day.lay_into(bins, 4096);
  EXPECT_EQ(std::accumulate(bins.begin(), bins.end(), 0U), 1000U);
  EXPECT_EQ(bins[0], 64U);
}

}  // namespace
}  // namespace qs::power
