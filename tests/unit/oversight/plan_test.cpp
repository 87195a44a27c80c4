#include <gtest/gtest.h>

#include "unit/oversight/pools.h"

namespace qs::oversight {
namespace {

using std::chrono::year;
const Day kToday{year{2026} / 11 / 22};

FirmStanding firm(int number, std::string group = "key") {
  return {.id = fmt::format("f{}", number),
          .name = fmt::format("企业{}", number),
          .group = std::move(group),
          .area = {},
          .state = "operating",
          .grade = {},
          .inspected_on = Day{year{2025} / 11 / 22},
          .before = {}};
}

std::vector<FirmStanding> firms(int count, const std::string& group = "key") {
  std::vector<FirmStanding> out;
  for (int i = 1; i <= count; ++i) out.push_back(firm(i, group));
  return out;
}

TEST(Plan, SharesFallDueQuarterByQuarter) {
  auto law = testing::small_law();
  auto all = firms(10);
  auto group = plan(law, all, 4, 1).front();
  EXPECT_EQ(group.visits, 10);
  EXPECT_EQ(group.due, (std::vector<int64_t>{3, 5, 8, 10})) << "a part of a visit is a visit";
  EXPECT_EQ(group.quota, 3);
}

TEST(Plan, WhatQuartersBeforeLeftOverIsDueNow) {
  auto law = testing::small_law();
  auto all = firms(10);
  for (int i = 0; i < 4; ++i) all[static_cast<size_t>(i)].drawn_this_year = 1;
  auto group = plan(law, all, 4, 3).front();
  EXPECT_EQ(group.left_over, 1) << "5 were due by the middle of the year, 4 were drawn";
  EXPECT_EQ(group.quota, 4);
}

TEST(Plan, EveryKeyFirmOnceAYear) {
  auto law = testing::small_law();
  auto all = firms(7);
  auto pool = pool_for(law, all, {}, 2026, 4, "d", kToday);
  EXPECT_EQ(pool.quotas.front().count, 7);
  EXPECT_EQ(pool.firms.size(), 7u);
}

TEST(Plan, GeneralFirmsByTheNumberOfInspectors) {
  auto law = testing::small_law();
  auto all = firms(100, "general");
  auto group = plan(law, all, 8, 2)[2];
  EXPECT_EQ(group.due, (std::vector<int64_t>{10, 20, 30, 40}));
  EXPECT_EQ(group.quota, 20);
}

TEST(Plan, ThePositiveListIsSpared) {
  auto law = testing::small_law();
  auto all = firms(4);
  all[1].spared = true;
  all[2].state = "closed";
  auto group = plan(law, all, 4, 4).front();
  EXPECT_EQ(group.spared, 1);
  EXPECT_EQ(group.firms, 2);
  auto pool = pool_for(law, all, {}, 2026, 4, "d", kToday);
  ASSERT_EQ(pool.firms.size(), 2u);
  for (const auto& one : pool.firms) EXPECT_TRUE(one.id == "f1" || one.id == "f4");
}

TEST(Plan, BadCreditDoublesWeightAndVisits) {
  auto law = testing::small_law();
  auto good = firm(1), bad = firm(2);
  good.grade = "good";
  bad.grade = "bad";
  EXPECT_EQ(weight_parts(law, good, kToday), (std::vector<int64_t>{10, 10, 12, 1}));
  EXPECT_EQ(weight_parts(law, bad, kToday), (std::vector<int64_t>{20, 10, 12, 1}));
  EXPECT_EQ(visits_a_year(law, good), 1);
  EXPECT_EQ(visits_a_year(law, bad), 2);
  bad.drawn_this_year = 1;
  good.drawn_this_year = 1;
  std::vector<FirmStanding> both{good, bad};
  auto pool = pool_for(law, both, {}, 2026, 4, "d", kToday);
  ASSERT_EQ(pool.firms.size(), 1u) << "the good one had its visit, the bad one is due again";
  EXPECT_EQ(pool.firms[0].id, "f2");
  EXPECT_EQ(pool.quotas[0].count, 1);
  both[1].drawn_this_quarter = true;
  EXPECT_TRUE(pool_for(law, both, {}, 2026, 4, "d", kToday).firms.empty())
      << "once a quarter is enough";
}

TEST(Plan, RiskComplaintsAndTimeWeigh) {
  auto law = testing::small_law();
  auto one = firm(1);
  one.high_risk = true;
  one.complaints = 3;
  one.inspected_on = {};
  EXPECT_EQ(weight_parts(law, one, kToday), (std::vector<int64_t>{10, 25, 24, 2}));
  EXPECT_EQ(visits_a_year(law, one), 2);
  one.inspected_on = Day{year{2026} / 11 / 20};
  EXPECT_EQ(weight_parts(law, one, kToday)[2], 1) << "never nothing";
  one.inspected_on = Day{year{2019} / 1 / 1};
  EXPECT_EQ(weight_parts(law, one, kToday)[2], 36);
}

TEST(Plan, OnlyActiveInspectorsStandInThePool) {
  auto law = testing::small_law();
  std::vector<InspectorStanding> people{{{"b", "乙", "2027-01-01", {}, {}}, true},
                                        {{"a", "甲", "2027-01-01", {}, {}}, true},
                                        {{"c", "丙", "2027-01-01", {}, {}}, false}};
  auto pool = pool_for(law, firms(2), people, 2026, 4, "d", kToday);
  ASSERT_EQ(pool.inspectors.size(), 2u);
  EXPECT_EQ(pool.inspectors[0].id, "a");
  EXPECT_EQ(pool.until, "2026-12-31");
  EXPECT_EQ(quarter_of(kToday), 4);
}

}  // namespace
}  // namespace qs::oversight
