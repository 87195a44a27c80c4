#include "kernel/plan/score.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "kernel/plan/sheet.h"

namespace qs::plan {
namespace {

ScoreItem item(std::string id, Way way, double points, ItemKind kind = ItemKind::base) {
  ScoreItem out;
  out.id = std::move(id);
  out.way = way;
  out.points = points;
  out.kind = kind;
  out.full = 98;
  out.none = way == Way::goal ? 0.3 : 70;
  out.each = 2;
  return out;
}

Fact fact(std::optional<double> figure, std::optional<Goal> goal = {}) {
  return {.figure = figure, .goal = goal, .words = {}};
}

Scheme small() {
  return {.items = {item("air", Way::goal, 40), item("cases", Way::scale, 40),
                    item("duty", Way::told, 20), item("model", Way::told, 5, ItemKind::bonus),
                    item("called", Way::each, 6, ItemKind::deduction)},
          .grades = {{"excellent", "优秀", "Excellent", 90}, {"failed", "不合格", "Failed", 0}}};
}

TEST(YearlyScore, GoalGivesAllWhenMetAndNothingWhenMissedByItsShare) {
  auto air = item("air", Way::goal, 20);
  Goal goal{40, true};
  EXPECT_EQ(score_of(air, fact(40, goal)).points, 20);
  EXPECT_EQ(score_of(air, fact(46, goal)).points, 10);  // missed by 15 % of 30 %
  EXPECT_EQ(score_of(air, fact(52, goal)).points, 0);
  EXPECT_EQ(score_of(air, fact(90, goal)).points, 0);
  EXPECT_EQ(score_of(air, fact(40)).fault, ScoreFault::no_goal);
}

TEST(YearlyScore, AShareOfNothingIsANamedFault) {
  auto air = item("air", Way::goal, 20);
  Goal none{0, true};
  EXPECT_EQ(score_of(air, fact(0, none)).points, 20);
  auto missed = score_of(air, fact(1, none));
  EXPECT_EQ(missed.fault, ScoreFault::zero_base);
  EXPECT_EQ(name(missed.fault), "zero_base");
  EXPECT_FALSE(missed.points);
}

TEST(YearlyScore, ScaleIsStraightEitherWay) {
  auto rising = item("cases", Way::scale, 20);
  EXPECT_EQ(score_of(rising, fact(98)).points, 20);
  EXPECT_EQ(score_of(rising, fact(84)).points, 10);
  EXPECT_EQ(score_of(rising, fact(12)).points, 0);
  auto falling = rising;
  falling.full = 3, falling.none = 16;
  EXPECT_EQ(score_of(falling, fact(1)).points, 20);
  EXPECT_EQ(score_of(falling, fact(9.5)).points, 10);
}

TEST(YearlyScore, EachCostsABaseItemAndCountsUpElsewhere) {
  EXPECT_EQ(score_of(item("late", Way::each, 10), fact(3)).points, 4);
  EXPECT_EQ(score_of(item("late", Way::each, 10), fact(30)).points, 0);
  EXPECT_EQ(score_of(item("called", Way::each, 6, ItemKind::deduction), fact(2)).points, 4);
  EXPECT_EQ(score_of(item("called", Way::each, 6, ItemKind::deduction), fact(9)).points, 6);
}

TEST(YearlyScore, MissingDataGoByTheItemsRule) {
  auto cases = item("cases", Way::scale, 20);
  EXPECT_FALSE(score_of(cases, fact({})).points);
  cases.missing = Missing::none;
  EXPECT_EQ(score_of(cases, fact({})).points, 0);
  cases.missing = Missing::full;
  EXPECT_EQ(score_of(cases, fact({})).points, 20);
  EXPECT_EQ(score_of(cases, fact({})).fault, ScoreFault::no_figure);
}

TEST(YearlyScore, AMeanOfTooFewValuesIsNotJudged) {
  auto air = item("pm25", Way::scale, 20);
  air.fewest = 324;
  auto winter = fact(46);
  winter.values = 77;
  EXPECT_EQ(score_of(air, winter).fault, ScoreFault::too_few);
  EXPECT_FALSE(score_of(air, winter).points);
  winter.values = 324;
  EXPECT_EQ(score_of(air, winter).fault, ScoreFault::none);
}

TEST(YearlyScore, SparedItemsAreMadeUpToTheWhole) {
  auto total = total_of(small(), {{"air", 30}, {"called", 4}});
  EXPECT_EQ(total.base, 75);  // 30 of 40, made up to 100
  EXPECT_EQ(total.deduction, 4);
  EXPECT_EQ(total.total, 71);
  EXPECT_EQ(total.grade, "failed");
}

TEST(YearlyScore, NeverLeavesItsBoundsAndAddsUp) {
  std::mt19937 dice(7);
  std::uniform_real_distribution<double> any(-1e6, 1e6), share(0, 1);
  auto scheme = small();
  for (int turn = 0; turn < 20'000; ++turn) {
    std::map<std::string, double, std::less<>> points;
    double base = 0, counted = 0;
    for (const auto& one : scheme.items) {
      auto found = fact(share(dice) < 0.9 ? std::optional(any(dice)) : std::nullopt,
                        Goal{std::floor(any(dice)), share(dice) < 0.5});
      auto got = one.way == Way::told ? share(dice) * one.points * 1.5
                                      : score_of(one, found).points.value_or(-1);
      if (got < 0) continue;
      if (one.way != Way::told) {
        EXPECT_LE(got, one.points);
      }
      points[one.id] = got;
      if (one.kind == ItemKind::base) base += std::min(got, one.points), counted += one.points;
    }
    auto total = total_of(scheme, points);
    EXPECT_GE(total.total, 0);
    EXPECT_LE(total.total, scheme.full());
    EXPECT_NEAR(total.base, counted > 0 ? base * scheme.full() / counted : 0, 0.005001);
    EXPECT_NEAR(total.total,
                std::clamp(total.base + total.bonus - total.deduction, 0.0, scheme.full()), 1e-9);
  }
}

TEST(YearlyScore, ASchemeThatMakesNoSenseIsNamed) {
  auto scheme = small();
  scheme.items[1].none = scheme.items[1].full;
  EXPECT_EQ(check_scheme(scheme).error().place, "cases");
  scheme = small();
  scheme.items[3].id = "air";
  EXPECT_EQ(check_scheme(scheme).error().text, "stands twice");
  scheme = small();
  scheme.grades[1].least = 95;
  EXPECT_EQ(check_scheme(scheme).error().place, "failed");
  EXPECT_TRUE(check_scheme(small()));
}

class SheetLoop : public ::testing::Test {
 protected:
  SheetLoop() {
    compute(scheme_, {{"air", fact(46, Goal{40, true})}, {"cases", fact(98)}, {"called", fact(1)}},
            sheet_);
  }
  Scheme scheme_ = small();
  Sheet sheet_;
};

TEST_F(SheetLoop, ToldPointsCountOnlyWhenReviewed) {
  ASSERT_TRUE(tell(scheme_, sheet_, {"duty", 20.0, "每周部署", {"abc"}}));
  EXPECT_EQ(total_of(scheme_, sheet_).total, 73);  // (20 + 40) / 80 made up, less 2
  EXPECT_EQ(whole(scheme_, sheet_).error().place, "duty");
  ASSERT_TRUE(review(scheme_, sheet_, {"duty", 18.0, "缺四月台账", {}}));
  ASSERT_TRUE(review(scheme_, sheet_, {"model", 0.0, "无", {}}));
  EXPECT_TRUE(whole(scheme_, sheet_));
  EXPECT_EQ(total_of(scheme_, sheet_).total, 76);
}

TEST_F(SheetLoop, BoundsReasonsAndUnknownItemsAreRefused) {
  EXPECT_EQ(tell(scheme_, sheet_, {"duty", 21.0, "x", {}}).error().text, "points are within 0..20");
  EXPECT_FALSE(tell(scheme_, sheet_, {"duty", 10.0, " ", {}}));
  EXPECT_FALSE(tell(scheme_, sheet_, {"other", 1.0, "x", {}}));
  EXPECT_FALSE(review(scheme_, sheet_, {"air", 21.0, "", {}})) << "20 were computed";
  EXPECT_TRUE(review(scheme_, sheet_, {"air", 20.0, "", {}}));
  EXPECT_FALSE(tell(scheme_, sheet_, {"duty", std::nan(""), "x", {}}));
}

TEST_F(SheetLoop, AGrantStandsOverReviewAndComputation) {
  ASSERT_TRUE(review(scheme_, sheet_, {"air", 10.0, "站点停运", {}}));
  ASSERT_TRUE(grant(scheme_, sheet_, "air", 35));
  EXPECT_EQ(counted(*sheet_.row("air")), 35);
  compute(scheme_, {}, sheet_);
  EXPECT_EQ(counted(*sheet_.row("air")), 35);
}

TEST(SheetStages, FollowEachOtherAndSayWhyNot) {
  EXPECT_TRUE(may_move({.from = Stage::draft, .to = Stage::telling}));
  EXPECT_TRUE(may_move({.from = Stage::review, .to = Stage::telling}));
  EXPECT_FALSE(may_move({.from = Stage::telling, .to = Stage::published}));
  EXPECT_EQ(may_move({.from = Stage::review, .to = Stage::published}).error().text,
            "the year is not over");
  Moving closing{.from = Stage::published, .to = Stage::final, .year_over = true};
  EXPECT_TRUE(may_move(closing));
  closing.appeals_open = true;
  EXPECT_EQ(may_move(closing).error().text, "appeals may still be filed");
  closing.appeals_undecided = true;
  EXPECT_EQ(may_move(closing).error().text, "an appeal is not decided");
}

TEST(SheetStages, ALateReportIsRefusedWithItsDeadline) {
  Day day{std::chrono::year{2026} / 1 / 21};
  EXPECT_TRUE(in_time(day, "2026-01-21", ""));
  EXPECT_EQ(in_time(day, "2026-01-20", "").error().text, "the last day was 2026-01-20");
  EXPECT_TRUE(in_time(day, "2026-01-20", "2026-01-22"));
  EXPECT_EQ(in_time(day, "2026-01-10", "2026-01-20").error().text, "the last day was 2026-01-20");
}

}  // namespace
}  // namespace qs::plan
