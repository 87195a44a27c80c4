#include "kernel/plan/ranking.h"

#include <gtest/gtest.h>

#include <random>

namespace qs::plan {
namespace {

RankingRules two_criteria(Gap gap) {
  return {.id = "streets",
          .criteria = {{.id = "index", .figure = "air", .weight = 4, .places = 1, .gap = gap},
                       {.id = "cases", .figure = "time", .weight = 1, .low = false, .gap = gap}},
          .last_n = 1,
          .months = 2};
}

std::vector<std::string> order(std::span<const Standing> standings) {
  std::vector<std::string> out;
  for (const auto& s : standings) out.push_back(s.id + (s.rank ? std::to_string(*s.rank) : "-"));
  return out;
}

TEST(StreetRanking, WeighsRanksAndSharesTies) {
  std::vector<Contender> streets{{"a", {{"index", 5.04}, {"cases", 90}}},
                                 {"b", {{"index", 5.01}, {"cases", 80}}},  // 5.0 as a's
                                 {"c", {{"index", 4.0}, {"cases", 70}}},
                                 {"d", {{"index", 6.0}, {"cases", 90}}}};
  auto rows = ranked(two_criteria(Gap::last), streets);
  EXPECT_EQ(order(rows), (std::vector<std::string>{"c1", "a2", "b3", "d4"}));
  EXPECT_EQ(rows[1].of[0].rank, 2u);
  EXPECT_EQ(rows[2].of[0].rank, 2u);
  EXPECT_EQ(rows[0].score, (4 * 1 + 4) / 5.0);
}

TEST(StreetRanking, TreatsGapsByRule) {
  std::vector<Contender> streets{
      {"a", {{"cases", 99}}}, {"b", {{"index", 5}, {"cases", 80}}}, {"c", {{"index", 6}, {"cases", 70}}}};
  EXPECT_EQ(order(ranked(two_criteria(Gap::last), streets)),
            (std::vector<std::string>{"b1", "c2", "a3"}));  // a: (4*3 + 1) / 5 = 2.6, c: 2.2
  EXPECT_EQ(order(ranked(two_criteria(Gap::spared), streets)),
            (std::vector<std::string>{"a1", "b2", "c3"}));
  auto out = ranked(two_criteria(Gap::out), streets);
  EXPECT_EQ(order(out), (std::vector<std::string>{"b1", "c2", "a-"}));
  EXPECT_EQ(out[2].gaps, std::vector<std::string>{"index"});
}

TEST(StreetRanking, CallsWhoWasLastTwice) {
  auto rules = two_criteria(Gap::out);
  std::vector<std::vector<Standing>> months{{{"a", 1}, {"b", 2}, {"c", 3}},
                                            {{"b", 1}, {"c", 3}, {"a", 3}, {"d", {}}},
                                            {{"c", 1}, {"a", 2}}};
  EXPECT_EQ(to_interview(rules, months), std::vector<std::string>{"c"});
  EXPECT_TRUE(to_interview(rules, std::span(months).first(1)).empty());
  rules.last_n = 0;
  EXPECT_TRUE(to_interview(rules, months).empty());
}

// Whatever the figures: ranks skip after ties, do not depend on the order given, and who is better
// in everything is never behind.
TEST(StreetRanking, HoldsItsOrderForAnyFigures) {
  std::mt19937 lots{3};
  auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(lots); };
  for (int run = 0; run < 500; ++run) {
    auto rules = two_criteria(static_cast<Gap>(below(3)));
    std::vector<Contender> streets;
    for (int i = 0; i < 8; ++i) {
      Contender c{.id = std::string(1, static_cast<char>('a' + i))};
      if (below(5)) c.figures["index"] = below(6);
      if (below(5)) c.figures["cases"] = below(6);
      streets.push_back(c);
    }
    auto rows = ranked(rules, streets);
    std::map<std::string, std::optional<size_t>> rank;
    size_t seen = 0;
    for (const auto& row : rows) {
      rank[row.id] = row.rank;
      if (!row.rank) continue;
      ++seen;
      ASSERT_LE(*row.rank, seen);
      ASSERT_EQ(*row.rank == seen || row.tied, true);
    }
    std::ranges::shuffle(streets, lots);
    for (const auto& row : ranked(rules, streets)) ASSERT_EQ(row.rank, rank[row.id]);
    for (const auto& a : streets)
      for (const auto& b : streets) {
        if (a.figures.size() < 2 || b.figures.size() < 2) continue;
        bool better = a.figures.at("index") < b.figures.at("index") &&
                      a.figures.at("cases") > b.figures.at("cases");
        ASSERT_TRUE(!better || *rank[a.id] < *rank[b.id]);
      }
  }
}

}  // namespace
}  // namespace qs::plan
