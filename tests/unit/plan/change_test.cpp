#include "kernel/plan/change.h"

#include <gtest/gtest.h>

namespace qs::plan {
namespace {

using namespace std::chrono_literals;

constexpr Day kSince = 2026y / 11 / 21, kToday = 2026y / 11 / 22;

TEST(Shifts, TellTheGoalThatWasCrossed) {
  EXPECT_EQ(shifts({41, false, {}}, {40, true, {}}, 0.1), std::vector{Shift::reached});
  EXPECT_EQ(shifts({40, true, {}}, {41, false, {}}, 0.1), std::vector{Shift::lost});
  EXPECT_TRUE(shifts({39, true, {}}, {40, true, {}}, 0.1).empty());
  EXPECT_TRUE(shifts({39, {}, {}}, {40, true, {}}, 0.1).empty()) << "a goal that came is no shift";
}

TEST(Shifts, TellAProbabilityOfAStepOrMore) {
  EXPECT_EQ(shifts({{}, {}, 0.3}, {{}, {}, 0.4}, 0.1), std::vector{Shift::likelier});
  EXPECT_EQ(shifts({{}, {}, 0.8}, {{}, {}, 0.7}, 0.1), std::vector{Shift::less_likely});
  EXPECT_TRUE(shifts({{}, {}, 0.8}, {{}, {}, 0.72}, 0.1).empty());
  EXPECT_TRUE(shifts({{}, {}, {}}, {{}, {}, 0.9}, 0.1).empty());
  EXPECT_EQ(shifts({41, false, 0.5}, {40, true, 0.9}, 0.1),
            (std::vector{Shift::reached, Shift::likelier}));
}

Standing at(std::string id, std::optional<size_t> rank) {
  return {.id = std::move(id), .rank = rank};
}

TEST(RankMoves, AreThoseWhoseRankIsAnother) {
  std::vector before{at("a", 1), at("b", 2), at("c", 3), at("d", {})};
  std::vector now{at("b", 1), at("a", 2), at("c", 3), at("d", 4), at("new", 5)};
  auto moves = rank_moves(before, now);
  ASSERT_EQ(moves.size(), 3u);
  EXPECT_EQ(moves[0].id, "b");
  EXPECT_EQ(moves[0].before, 2u);
  EXPECT_EQ(moves[0].now, 1u);
  EXPECT_EQ(moves[2].id, "d");
  EXPECT_EQ(moves[2].before, std::nullopt);
}

TEST(Passing, OfAMilestoneIsToldOnce) {
  Milestone open{kSince, {}}, done{kSince, kSince}, earlier{2026y / 11 / 20, {}};
  EXPECT_EQ(passing(open, done, kSince, kToday), Passing::reached);
  EXPECT_EQ(passing(std::nullopt, done, kSince, kToday), Passing::reached);
  EXPECT_EQ(passing(done, done, kSince, kToday), std::nullopt);
  EXPECT_EQ(passing(open, open, kSince, kToday), Passing::missed) << "its day ended since";
  EXPECT_EQ(passing(earlier, earlier, kSince, kToday), std::nullopt) << "it was told yesterday";
  EXPECT_EQ(passing(std::nullopt, Milestone{kToday, {}}, kSince, kToday), std::nullopt);
  EXPECT_EQ(passing(done, open, kSince, kToday), Passing::missed) << "it was taken back";
}

}  // namespace
}  // namespace qs::plan
