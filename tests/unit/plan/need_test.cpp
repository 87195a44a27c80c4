#include "kernel/plan/need.h"

#include <gtest/gtest.h>

#include <random>

#include "base/decimal.h"
#include "kernel/plan/trajectory.h"

namespace qs::plan {
namespace {

using namespace std::chrono_literals;

const Measure kMean{.id = "mean", .places = 0};
const Measure kShare{.id = "share", .form = Form::share_at_most, .bound = 100, .places = 1};

std::vector<Item> items(std::initializer_list<double> values) {
  std::vector<Item> out;
  for (double value : values) out.push_back({2025y / 1 / 1, value});
  return out;
}

std::vector<Item> with(std::vector<Item> items, size_t count, double value) {
  items.insert(items.end(), count, Item{2025y / 12 / 1, value});
  return items;
}

TEST(Figure, IsRoundedOnceHalfToEven) {
  EXPECT_EQ(figure_of(kMean, items({38, 39})), 38);  // 38.5
  EXPECT_EQ(figure_of(kMean, items({39, 40})), 40);  // 39.5
  EXPECT_EQ(figure_of(kShare, items({100, 100.5, 101})), 33.3);
  EXPECT_EQ(figure_of(kMean, {}), std::nullopt);
  EXPECT_EQ(figure_of({.id = "t", .form = Form::sum}, items({1.25, 2, 0.5})), 3.8);
  for (auto form : {Form::mean, Form::sum, Form::share_above}) EXPECT_EQ(plan::form(name(form)), form);
}

// The year must be at most 39 and rounds to whole figures: 39.49… passes, 39.5 is 40.
TEST(Need, KnowsThatTheFigureIsRounded) {
  auto so_far = with({}, 200, 45);
  auto answer = need(kMean, {39, true}, so_far, 165);
  EXPECT_EQ(answer.chance, Chance::open);
  // 39.5 * 365 = 14417.5 may not be reached: (14417.5 - 9000) / 165 = 32.83…
  EXPECT_EQ(answer.mean, 32.8);
  // At most 38: an even figure takes the half with it. 38.5 * 2 - 37 = 40 exactly.
  EXPECT_EQ(need(kMean, {38, true}, items({37}), 1).mean, 40.0);
  EXPECT_EQ(need(kMean, {39, true}, items({37}), 1).mean, 41.9);
}

TEST(Need, SaysWhatCannotBeHelpedAndWhatCannotBeLost) {
  EXPECT_EQ(need(kMean, {39, true}, items({400, 400}), 1).chance, Chance::impossible);
  EXPECT_EQ(need(kShare, {66, false}, with({}, 300, 50), 65).chance, Chance::sure);
  EXPECT_EQ(need(kShare, {66, false}, with({}, 300, 150), 65).chance, Chance::impossible);
  EXPECT_EQ(need(kShare, {66, false}, items({50}), 0).chance, Chance::sure);
  EXPECT_EQ(need(kShare, {66, false}, items({150}), 0).chance, Chance::impossible);
  auto nothing = need(kShare, {66, false}, {}, 0);
  EXPECT_EQ(nothing.chance, Chance::open);
  EXPECT_FALSE(nothing.hits);
}

TEST(Need, CountsGoodDays) {
  // 66.0 % of 365: 240.9 days, but 65.95 % rounds to 66.0 (half to even): 240.7 → 241.
  auto answer = need(kShare, {66, false}, with(with({}, 150, 80), 100, 120), 115);
  EXPECT_EQ(answer.hits, 91u);
  // Heavy days, at most 1.2 %: 4 of 365 are 1.1 %, 5 are 1.4 %.
  Measure heavy{.id = "heavy", .form = Form::share_above, .bound = 200, .places = 1};
  EXPECT_EQ(need(heavy, {1.2, true}, with({}, 250, 80), 115).hits, 4u);
}

// Against brute force: the answer meets the goal, and one grain more does not.
TEST(Need, IsExactForAnyYear) {
  std::mt19937 lots{7};
  auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(lots); };
  size_t open = 0;
  for (int run = 0; run < 4000; ++run) {
    Measure measure{.id = "m", .places = below(3)};
    std::vector<Item> so_far;
    for (int i = below(40); i >= 0; --i) so_far.push_back({2025y / 1 / 1, below(12'000) / 100.0});
    auto rest = static_cast<size_t>(1 + below(30));
    Goal goal{below(1'200) / 10.0, below(2) == 0};
    auto answer = need(measure, goal, so_far, rest);
    auto met = [&](double value) {
      return meets(goal, *figure_of(measure, with(so_far, rest, value)));
    };
    if (answer.chance == Chance::impossible) {
      ASSERT_TRUE(goal.low);
      ASSERT_FALSE(met(0));
      continue;
    }
    ASSERT_TRUE(answer.mean);
    auto grain = std::pow(10.0, -(measure.places + 1));
    auto beyond = round_half_even(*answer.mean + (goal.low ? grain : -grain), measure.places + 1);
    ASSERT_TRUE(met(*answer.mean)) << run;
    if (answer.chance == Chance::sure) {
      ASSERT_TRUE(met(0));
    } else {
      ASSERT_FALSE(met(beyond)) << run << ' ' << *answer.mean;
      ++open;
    }
  }
  EXPECT_GT(open, 1500u);
}

TEST(Need, OfASharesIsExactForAnyYear) {
  std::mt19937 lots{8};
  auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(lots); };
  for (int run = 0; run < 4000; ++run) {
    Measure measure{.id = "m", .form = Form::share_at_most, .bound = 100, .places = below(3)};
    std::vector<Item> so_far;
    for (int i = below(60); i > 0; --i) so_far.push_back({2025y / 1 / 1, 50.0 + 100 * below(2)});
    auto rest = static_cast<size_t>(1 + below(40));
    Goal goal{below(1'001) / 10.0, below(2) == 0};
    auto answer = need(measure, goal, so_far, rest);
    auto met = [&](size_t hits) {
      auto year = with(with(so_far, hits, 50), rest - hits, 150);
      return meets(goal, *figure_of(measure, year));
    };
    auto easiest = goal.low ? size_t{0} : rest;
    ASSERT_EQ(answer.chance == Chance::impossible, !met(easiest)) << run;
    if (answer.chance == Chance::impossible) continue;
    ASSERT_TRUE(met(*answer.hits));
    ASSERT_EQ(answer.chance == Chance::sure, met(rest - easiest)) << run;
    if (answer.chance == Chance::sure) continue;
    ASSERT_FALSE(met(goal.low ? *answer.hits + 1 : *answer.hits - 1)) << run;
  }
}

TEST(Trajectory, GrowsByMonthAndItsPartsAddUp) {
  std::vector<Item> year{{2025y / 1 / 1, 90, "a"},
                         {2025y / 1 / 2, 70, "b"},
                         {2025y / 3 / 1, 20, "a"},
                         {2025y / 3 / 2, 30, "b"}};
  auto points = trajectory(kMean, year);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[0].month, 1u);
  EXPECT_EQ(points[0].of_month, 80);
  EXPECT_EQ(points[1].month, 3u);
  EXPECT_EQ(points[1].so_far, 52);  // 52.5
  Goal goal{39, true};
  for (auto parts : {by_month(kMean, goal, year), by_part(kMean, goal, year)}) {
    double moved = 0;
    for (const auto& part : parts) moved += part.moved;
    EXPECT_DOUBLE_EQ(moved, 52.5 - 39);
  }
  EXPECT_TRUE(trajectory(kMean, {}).empty());
}

}  // namespace
}  // namespace qs::plan
