#include "kernel/evaluate/siting.h"

#include <gtest/gtest.h>

namespace qs::evaluate {
namespace {

using Outcome = RuleFinding::Outcome;
using Effect = AccessRule::Effect;

// Two units side by side, meeting at 113.72; the western one is a key unit with a list.
std::vector<ControlUnit> units() {
  std::vector<ControlUnit> out;
  out.push_back({"u2",
                 "ZH41010420001",
                 "重点单元",
                 2,
                 Geometry::box({113.70, 34.70, 113.72, 34.72}),
                 {{.dimension = "空间布局约束",
                   .effect = Effect::forbid,
                   .trades = {"C26", "C2511"},
                   .text = "禁止新建化工项目",
                   .clause = "清单 1.1"},
                  {.dimension = "污染物排放管控",
                   .effect = Effect::cap,
                   .factor = "a24088",
                   .most = 10,
                   .text = "VOCs 不超过 10 t/a",
                   .clause = "清单 2.1"},
                  {.dimension = "环境风险防控",
                   .effect = Effect::require,
                   .trades = {"C"},
                   .text = "编制应急预案",
                   .clause = "清单 3.1"}}});
  out.push_back(
      {"u3", "ZH41010430001", "一般单元", 3, Geometry::box({113.72, 34.70, 113.74, 34.72}), {}});
  return out;
}

TEST(Siting, TheStrictestUnitWinsAndSharesAreTold) {
  auto law = units();
  auto place = Geometry::box({113.715, 34.705, 113.735, 34.715});
  auto found = check_siting({&place, "C2631", {}, false, 0}, law, {});
  EXPECT_EQ(found.answer, Siting::forbidden);
  ASSERT_EQ(found.units.size(), 2u);
  EXPECT_EQ(found.units[0].unit->id, "u2");
  EXPECT_NEAR(found.units[0].share, 0.25, 1e-4);
  EXPECT_NEAR(found.units[1].share, 0.75, 1e-4);
  EXPECT_EQ(found.units[1].answer, Siting::allowed);
  ASSERT_EQ(found.units[0].rules.size(), 3u);
  EXPECT_EQ(found.units[0].rules[0].outcome, Outcome::broken);
  EXPECT_EQ(found.units[0].rules[1].outcome, Outcome::to_prove);  // no figure for VOCs
}

TEST(Siting, ACapIsMetOrBrokenByTheFigure) {
  auto law = units();
  auto place = Geometry::point({113.71, 34.71});
  auto answer = [&](double voc) {
    return check_siting({&place, "K70", {{"a24088", voc}}, false, 0}, law, {});
  };
  EXPECT_EQ(answer(10).answer, Siting::allowed);
  EXPECT_EQ(answer(10.1).answer, Siting::forbidden);
  EXPECT_EQ(answer(10).units[0].share, 1);
  EXPECT_EQ(answer(10).units[0].rules.size(), 1u);  // the other two are not about this trade
}

TEST(Siting, TheRedLineForbidsAllButItsExceptions) {
  std::vector<ClosedGround> red;
  red.push_back({"r1", "红线", Geometry::box({113.70, 34.70, 113.71, 34.72}), {"N78"}, "红线办法"});
  auto law = units();
  auto place = Geometry::box({113.705, 34.705, 113.715, 34.715});
  EXPECT_EQ(check_siting({&place, "K70", {{"a24088", 0}}, false, 0}, law, red).answer,
            Siting::forbidden);
  EXPECT_EQ(check_siting({&place, "N7810", {{"a24088", 0}}, false, 0}, law, red).answer,
            Siting::restricted);
}

TEST(Siting, GroundThatNoUnitCoversIsNotSimplyAllowed) {
  auto law = units();
  auto place = Geometry::box({113.73, 34.705, 113.75, 34.715});
  auto found = check_siting({&place, "K70", {}, false, 0}, law, {});
  EXPECT_NEAR(found.outside, 0.5, 1e-4);
  EXPECT_EQ(found.answer, Siting::restricted);
}

std::vector<PlotRule> plot_rules() {
  return {{.id = "unsurveyed",
           .states = {"unsurveyed"},
           .remedial = false,
           .land_class = 1,
           .answer = Siting::forbidden,
           .zh = "未调查",
           .en = "not surveyed",
           .clause = "G 4.3"},
          {.id = "listed", .listed = true, .remedial = false, .answer = Siting::forbidden},
          {.id = "repair", .remedial = true, .answer = Siting::restricted},
          {.id = "clean",
           .states = {"surveyed", "repaired"},
           .listed = false,
           .answer = Siting::allowed}};
}

TEST(Plot, RefusalsCiteEveryRuleTheStrictestFirst) {
  auto rules = plot_rules();
  auto found = check_plot({nullptr, "K70", {}, false, 1}, {"unsurveyed", true}, rules);
  EXPECT_EQ(found.answer, Siting::forbidden);
  ASSERT_EQ(found.rules.size(), 2u);
  EXPECT_EQ(found.rules[0]->id, "unsurveyed");
  EXPECT_EQ(check_plot({nullptr, "", {}, true, 1}, {"unsurveyed", true}, rules).answer,
            Siting::restricted);
  EXPECT_EQ(check_plot({nullptr, "", {}, false, 1}, {"repaired", false}, rules).answer,
            Siting::allowed);
}

TEST(Plot, WhatNoRuleSpeaksOfIsRestricted) {
  auto rules = plot_rules();
  auto found = check_plot({nullptr, "", {}, false, 2}, {"unknown", false}, rules);
  EXPECT_EQ(found.answer, Siting::restricted);
  EXPECT_TRUE(found.rules.empty());
}

}  // namespace
}  // namespace qs::evaluate
