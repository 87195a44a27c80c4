#include "kernel/plan/compensation.h"

#include <gtest/gtest.h>

#include <random>

namespace qs::plan {
namespace {

MoneyRule rule() {
  MoneyRule out;
  out.id = "pm25";
  out.places = 1;
  out.fen_each = 1'000'000;  // 10,000 yuan for each ug/m3
  return out;
}

MoneyPlace place(std::string id, std::optional<double> figure, std::optional<double> target = 40) {
  return {.id = std::move(id), .figure = figure, .target = target};
}

TEST(CompensationMoney, GoesByTheDifferenceFromTheTargetToTheFen) {
  std::vector<MoneyPlace> places{place("a", 38.5), place("b", 41.2), place("c", 40), place("d", {}),
                                 place("e", 39, {})};
  auto out = money_of(rule(), places);
  EXPECT_EQ(out[0].fen, 1'500'000);
  EXPECT_EQ(out[1].fen, -1'200'000);
  EXPECT_EQ(out[2].fen, 0);
  EXPECT_EQ(out[3].fault, MoneyFault::no_figure);
  EXPECT_EQ(out[4].fault, MoneyFault::no_target);
  EXPECT_FALSE(out[4].fen);
}

TEST(CompensationMoney, RoundsHalfFenToEvenAndKeepsTheBound) {
  auto half = rule();
  half.fen_each = 5;  // of 0.1: half a fen
  std::vector<MoneyPlace> places{place("a", 39.9), place("b", 39.7), place("c", 40.1)};
  auto out = money_of(half, places);
  EXPECT_EQ(out[0].fen, 0);
  EXPECT_EQ(out[1].fen, 2);  // 1.5
  EXPECT_EQ(out[2].fen, 0);
  auto bound = rule();
  bound.most_fen = 2'000'000;
  std::vector<MoneyPlace> far{place("a", 10), place("b", 90)};
  EXPECT_EQ(money_of(bound, far)[0].fen, 2'000'000);
  EXPECT_EQ(money_of(bound, far)[1].fen, -2'000'000);
  bound.rewards = false;
  EXPECT_EQ(money_of(bound, far)[0].fen, 0);
}

TEST(CompensationMoney, HigherMayBeBetter) {
  auto high = rule();
  high.low = false;
  std::vector<MoneyPlace> places{place("a", 41), place("b", 39)};
  EXPECT_EQ(money_of(high, places)[0].fen, 1'000'000);
  EXPECT_EQ(money_of(high, places)[1].fen, -1'000'000);
}

TEST(CompensationMoney, ZeroSumGivesExactlyWhatIsPaid) {
  std::mt19937 dice(11);
  std::uniform_real_distribution<double> figure(5, 150), chance(0, 1);
  for (int turn = 0; turn < 5'000; ++turn) {
    auto zero = rule();
    zero.zero_sum = true;
    zero.against = turn % 2 ? MoneyRule::Against::mean : MoneyRule::Against::target;
    zero.fen_each = 1 + static_cast<int64_t>(chance(dice) * 1'000'000);
    zero.most_fen = chance(dice) < 0.3 ? 3'333'333 : 0;
    std::vector<MoneyPlace> places;
    for (size_t i = 0; i < 1 + static_cast<size_t>(turn) % 17; ++i)
      places.push_back(place(std::to_string(i),
                             chance(dice) < 0.1 ? std::nullopt : std::optional(figure(dice))));
    auto free = zero;
    free.zero_sum = false;
    auto out = money_of(zero, places), alone = money_of(free, places);
    int64_t sum = 0;
    for (size_t i = 0; i < out.size(); ++i) {
      sum += out[i].fen.value_or(0);
      EXPECT_EQ(out[i].fen.has_value(), alone[i].fen.has_value());
      if (!out[i].fen) continue;
      EXPECT_GE(*out[i].fen * (*alone[i].fen > 0 ? 1 : -1), 0) << "nobody changes sides";
      if (*out[i].fen < 0) {
        EXPECT_EQ(out[i].fen, alone[i].fen);
      }
    }
    EXPECT_EQ(sum, 0);
  }
}

TEST(CompensationMoney, NobodyPaysWhereNobodyIsBetter) {
  auto zero = rule();
  zero.zero_sum = true;
  std::vector<MoneyPlace> places{place("a", 50), place("b", 60)};
  auto out = money_of(zero, places);
  EXPECT_EQ(out[0].fen, 0);
  EXPECT_EQ(out[0].fault, MoneyFault::nobody_to_give);
}

TEST(CompensationMoney, ARuleThatMakesNoSenseIsNamed) {
  auto wrong = rule();
  wrong.fen_each = 0;
  EXPECT_EQ(check_rule(wrong).error().place, "yuan_each");
  wrong = rule();
  wrong.zero_sum = true, wrong.rewards = false;
  EXPECT_EQ(check_rule(wrong).error().place, "zero_sum");
  EXPECT_TRUE(check_rule(rule()));
}

}  // namespace
}  // namespace qs::plan
