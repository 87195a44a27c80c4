#include "kernel/plan/yield.h"

#include <gtest/gtest.h>

#include <random>

namespace qs::plan {
namespace {

YieldCriterion criterion(std::string id, std::string of, std::string per, double weight) {
  YieldCriterion out;
  out.id = std::move(id);
  out.of = std::move(of);
  out.per = std::move(per);
  out.weight = weight;
  out.cap = 1.5;
  return out;
}

YieldClass share(std::string id, double of) {
  return {.id = std::move(id), .name_zh = {}, .name_en = {}, .share = of, .policies = {}};
}

YieldRules rules() {
  YieldRules out;
  out.criteria = {criterion("tax", "tax", "land", 60), criterion("energy", "energy", "added", 40)};
  out.criteria[0].gap = Gap::out;
  out.criteria[1].low = true;
  out.classes = {share("a", 20), share("b", 50), share("c", 25), share("d", 5)};
  return out;
}

YieldFirm firm(std::string id, double tax, double land, double energy, double added) {
  return {.id = std::move(id),
          .figures = {{"tax", tax}, {"land", land}, {"energy", energy}, {"added", added}},
          .vetoes = {}};
}

const YieldStanding& of(const std::vector<YieldStanding>& standings, std::string_view id) {
  return *std::ranges::find(standings, id, &YieldStanding::id);
}

TEST(YieldPerMu, ScoresAgainstGivenAndMedianNorms) {
  auto given = rules();
  given.criteria[0].norm = 10;
  std::vector<YieldFirm> firms{firm("x", 100, 10, 20, 10), firm("y", 50, 10, 10, 10),
                               firm("z", 300, 10, 5, 10)};
  auto out = rated(given, firms);
  EXPECT_EQ(of(out, "x").score, 60 + 20);  // 10 of 10; energy 2 against the median 1
  EXPECT_EQ(of(out, "y").score, 30 + 40);
  EXPECT_EQ(of(out, "z").score, 90 + 60);  // both capped at 1.5
  EXPECT_EQ(out[0].id, "z");
  EXPECT_EQ(of(out, "x").parts[1].norm, 1);
}

TEST(YieldPerMu, DividingByNothingIsANamedFaultOfThatFirmAlone) {
  std::vector<YieldFirm> firms{firm("landless", 10, 0, 5, 10), firm("idle", 10, 10, 5, 0),
                               firm("usual", 10, 10, 5, 10)};
  auto out = rated(rules(), firms);
  EXPECT_EQ(of(out, "landless").parts[0].fault, YieldFault::zero_base);
  EXPECT_FALSE(of(out, "landless").score);
  EXPECT_FALSE(of(out, "landless").rank);
  EXPECT_EQ(of(out, "landless").class_id, "");
  EXPECT_EQ(of(out, "idle").parts[1].fault, YieldFault::zero_base);
  EXPECT_EQ(of(out, "idle").parts[1].points, 0);
  EXPECT_TRUE(of(out, "idle").rank);
  EXPECT_EQ(of(out, "usual").rank, 1u);
}

TEST(YieldPerMu, MissingFiguresGoByTheCriterionsRule) {
  auto spare = rules();
  spare.criteria[1].gap = Gap::spared;
  auto silent = firm("silent", 10, 10, 0, 10);
  silent.figures.erase("energy");
  std::vector<YieldFirm> firms{silent, firm("usual", 10, 10, 5, 10)};
  auto out = rated(spare, firms);
  EXPECT_EQ(of(out, "silent").parts[1].fault, YieldFault::missing);
  EXPECT_EQ(of(out, "silent").score, 100);  // 60 of 60, made up to 100
}

TEST(YieldPerMu, NothingUsedIsTheBestAndANormOfNothingIsAFault) {
  std::vector<YieldFirm> firms{firm("clean", 10, 10, 0, 10), firm("usual", 10, 10, 5, 10),
                               firm("other", 10, 10, 5, 10)};
  EXPECT_EQ(of(rated(rules(), firms), "clean").parts[1].points, 60);
  std::vector<YieldFirm> idle{firm("a", 0, 10, 5, 10), firm("b", 0, 10, 5, 10)};
  EXPECT_EQ(rated(rules(), idle)[0].parts[0].fault, YieldFault::zero_norm);
}

TEST(YieldPerMu, ClassesHoldTheirSharesAndAVetoLeadsToTheLast) {
  std::vector<YieldFirm> firms;
  for (int i = 0; i < 20; ++i) firms.push_back(firm(std::to_string(i), 10 + i, 10, 5, 10));
  firms.push_back(firm("bad", 900, 10, 5, 10));
  firms.back().vetoes = {"criminal"};
  std::map<std::string, int> count;
  auto out = rated(rules(), firms);
  for (const auto& one : out)
    if (one.vetoes.empty()) ++count[one.class_id];
  EXPECT_EQ(count, (std::map<std::string, int>{{"a", 4}, {"b", 10}, {"c", 5}, {"d", 1}}));
  EXPECT_EQ(of(out, "bad").class_id, "d");
  EXPECT_EQ(of(out, "bad").rank, 1u) << "its score is told as it is";
}

TEST(YieldPerMu, EqualsShareRankAndClassAndOrderDoesNotMatter) {
  std::mt19937 dice(3);
  std::uniform_int_distribution<int> any(0, 6);
  for (int turn = 0; turn < 300; ++turn) {
    std::vector<YieldFirm> firms;
    for (int i = 0; i < 30; ++i)
      firms.push_back(firm(std::to_string(i), any(dice), any(dice), any(dice), any(dice)));
    auto out = rated(rules(), firms);
    std::ranges::shuffle(firms, dice);
    auto again = rated(rules(), firms);
    for (const auto& one : out) {
      const auto& same = of(again, one.id);
      EXPECT_EQ(one.score, same.score);
      EXPECT_EQ(one.rank, same.rank);
      EXPECT_EQ(one.class_id, same.class_id);
      EXPECT_LE(one.score.value_or(0), 150);
      for (const auto& other : out) {
        bool equal = one.score && other.score && *one.score == *other.score;
        EXPECT_TRUE(!equal || one.class_id == other.class_id);
      }
    }
  }
}

TEST(YieldPerMu, RulesThatMakeNoSenseAreNamed) {
  auto wrong = rules();
  wrong.criteria[0].norm = 0;
  EXPECT_EQ(check_rules(wrong).error().place, "tax");
  wrong = rules();
  wrong.classes[0].share = 90;
  EXPECT_EQ(check_rules(wrong).error().place, "class");
  EXPECT_TRUE(check_rules(rules()));
}

}  // namespace
}  // namespace qs::plan
