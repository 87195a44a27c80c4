#include "kernel/enforcement/discretion.h"

#include <gtest/gtest.h>

#include <random>

namespace qs::enforcement {
namespace {

Law law() {
  return {{{.id = "excess",
            .zh = "超标",
            .en = "Excess",
            .least = 100'000,
            .most = 1'000'000,
            .band = 10},
           {.id = "dust", .zh = "扬尘", .en = "Dust", .least = 10'001, .most = 20'002, .band = 5}},
          {{"times",
            "倍数",
            "Times",
            {"excess"},
            {{"t1", "一倍下", "Below", 10}, {"t2", "一倍上", "Above", 40}}},
           {"history",
            "前科",
            "History",
            {},
            {{"h0", "初次", "First", 0}, {"h1", "再次", "Again", 25}}},
           {"help",
            "配合",
            "Help",
            {},
            {{"y", "主动改正", "Mended", -15}, {"n", "一般", "Plain", 0}}}}};
}

TEST(Discretion, TheLevelsMakeAFineOfTheRangeWithItsReasons) {
  auto table = law();
  auto fine = reckon(table, *table.violation("excess"),
                     {{"times", "t2"}, {"history", "h1"}, {"help", "y"}});
  ASSERT_TRUE(fine) << fine.error().text;
  EXPECT_EQ(fine->percent, 50);
  EXPECT_EQ(fine->amount, 550'000);
  EXPECT_EQ(fine->low, 460'000);
  EXPECT_EQ(fine->high, 640'000);
  EXPECT_NE(
      fine->why_zh.find("倍数：一倍上，+40%；前科：再次，+25%；配合：主动改正，−15%；合计 50%"),
      std::string::npos)
      << fine->why_zh;
  EXPECT_NE(fine->why_zh.find("550000 元"), std::string::npos);
}

TEST(Discretion, IsRoundedHalfToEvenAndExact) {
  Law table{{{.id = "v", .least = 0, .most = 50}, {.id = "w", .least = 1, .most = 51}},
            {{"f", "", "", {}, {{"a", "", "", 1}, {"b", "", "", 3}, {"c", "", "", 99}}}}};
  auto amount = [&](const char* violation, const char* level) {
    return reckon(table, *table.violation(violation), {{"f", level}})->amount;
  };
  EXPECT_EQ(amount("v", "a"), 0) << "0.5 goes to the even 0";
  EXPECT_EQ(amount("v", "b"), 2) << "1.5 goes to the even 2";
  EXPECT_EQ(amount("w", "a"), 2) << "1.5";
  EXPECT_EQ(amount("v", "c"), 50) << "49.5";
}

TEST(Discretion, BelowNothingAndAboveAllIsKeptWithinTheRange) {
  auto table = law();
  auto low = reckon(table, *table.violation("dust"), {{"history", "h0"}, {"help", "y"}});
  ASSERT_TRUE(low);
  EXPECT_EQ(low->percent, 0);
  EXPECT_EQ(low->amount, 10'001);
  EXPECT_EQ(low->low, 10'001);
  EXPECT_NE(low->why_zh.find("合计 0%（-15%）"), std::string::npos) << low->why_zh;
}

TEST(Discretion, EveryFactorIsChosenAndNoOther) {
  auto table = law();
  auto& dust = *table.violation("dust");
  EXPECT_EQ(reckon(table, dust, {{"history", "h0"}}).error().place, "help");
  EXPECT_EQ(reckon(table, dust, {{"history", "h0"}, {"help", "y"}, {"times", "t1"}}).error().place,
            "times");
  EXPECT_EQ(reckon(table, dust, {{"history", "t1"}, {"help", "y"}}).error().place, "history");
  EXPECT_EQ(chosen_of(table, {"h1", "y"}), (Chosen{{"history", "h1"}, {"help", "y"}}));
  EXPECT_EQ(chosen_of(table, {"h1", "h0"}).error().place, "history");
  EXPECT_EQ(chosen_of(table, {"nix"}).error().place, "nix");
}

TEST(Discretion, IsMonotoneAndWithinTheRangeWhateverTheTable) {
  std::mt19937 dice(20261122);
  auto draw = [&](int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(dice);
  };
  for (int round = 0; round < 2000; ++round) {
    Law table{{{.id = "v", .least = draw(0, 500'000), .band = draw(0, 100)}}, {}};
    auto& violation = table.violations[0];
    violation.most = violation.least + draw(0, 5'000'000);
    for (int f = 0; f < draw(1, 6); ++f) {
      Factor factor{
          .id = fmt::format("f{}", f), .zh = "", .en = "", .violations = {}, .levels = {}};
      for (int l = 0; l < 4; ++l)
        factor.levels.push_back({.id = fmt::format("{}", l),
                                 .zh = "",
                                 .en = "",
                                 .percent = draw(-100, 100),
                                 .confidence = ""});
      std::sort(factor.levels.begin(), factor.levels.end(),
                [](const auto& a, const auto& b) { return a.percent < b.percent; });
      for (int l = 0; l < 4; ++l) factor.levels[static_cast<size_t>(l)].id = fmt::format("{}", l);
      table.factors.push_back(std::move(factor));
    }
    Chosen chosen;
    for (const auto& factor : table.factors) chosen[factor.id] = fmt::format("{}", draw(0, 2));
    auto before = reckon(table, violation, chosen);
    ASSERT_TRUE(before);
    EXPECT_GE(before->amount, violation.least);
    EXPECT_LE(before->amount, violation.most);
    EXPECT_LE(before->low, before->amount);
    EXPECT_GE(before->high, before->amount);
    auto& raised = chosen.begin()->second;
    raised = fmt::format("{}", std::stoi(raised) + 1);
    EXPECT_GE(reckon(table, violation, chosen)->amount, before->amount);
  }
}

TEST(Discretion, OutsideOfTheBandOnlyWithAReasonAndByWhoMayApprove) {
  auto table = law();
  auto& violation = *table.violation("excess");
  auto fine = *reckon(table, violation, {{"times", "t2"}, {"history", "h1"}, {"help", "y"}});
  auto place = [&](std::string_view yuan, bool final, bool reason, bool approves) {
    auto fine_or = check_decided(violation, fine, {*Decimal::parse(yuan), final, reason, approves});
    return fine_or ? std::string() : fine_or.error().place;
  };
  EXPECT_EQ(place("640000", true, false, false), "");
  EXPECT_EQ(place("460000.00", true, false, false), "");
  EXPECT_EQ(place("640000.01", true, false, true), "deviation_reason");
  EXPECT_EQ(place("459999.99", true, true, false), "amount");
  EXPECT_EQ(place("459999.99", true, true, true), "");
  EXPECT_EQ(place("50000", true, true, true), "")
      << "below the least: a mitigation, with its reason";
  EXPECT_EQ(place("300000", false, false, false), "") << "a proposal";
  EXPECT_EQ(place("1000000.01", false, true, true), "amount") << "never above the law";
}

TEST(Discretion, AWrongTableIsToldWhole) {
  auto table = law();
  table.violations.push_back(table.violations[0]);
  table.violations[1].most = 5;
  table.factors[0].violations = {"nix"};
  table.factors[1].levels[0].id = "t1";
  EXPECT_EQ(check_law(table).size(), 4u);
  EXPECT_TRUE(check_law(law()).empty());
}

}  // namespace
}  // namespace qs::enforcement
