#include <gtest/gtest.h>

#include <random>
#include <set>

#include "kernel/oversight/chance.h"
#include "unit/oversight/pools.h"

namespace qs::oversight {
namespace {

std::string seed(int number) {
  return seed_of("digest", std::vector<std::string>{std::to_string(number)});
}

TEST(Chance, GivesTheNumbersThatAnybodyCanReckon) {
  // The first 8 bytes, big-endian, of SHA-256("seed:0") and ("seed:1"), modulo 1000.
  Chance chance("seed");
  EXPECT_EQ(chance.below(1'000), 958u);
  EXPECT_EQ(chance.below(1'000), 973u) << "the counter goes on";
}

TEST(Chance, IsAsLikelyForEach) {
  constexpr int kSides = 7, kThrows = 14'000;
  std::array<int, kSides> seen{};
  Chance chance("a seed");
  for (int i = 0; i < kThrows; ++i) ++seen[chance.below(kSides)];
  double square = 0;
  for (int count : seen) square += std::pow(count - kThrows / kSides, 2) / (kThrows / kSides);
  EXPECT_LT(square, 22.46) << "chi-square, 6 degrees of freedom, 0.1 %";
}

// First drawn of a class: in proportion to the weights, over many seeds.
TEST(Draw, FollowsTheWeights) {
  auto pool = testing::small_pool(5);
  pool.quotas = {{"key", 1}};
  constexpr int kSeeds = 6'000;
  std::map<std::string, double> seen;
  for (int i = 0; i < kSeeds; ++i) ++seen[draw(pool, seed(i)).front().firm];
  double all = 0, square = 0;
  for (const auto& firm : pool.firms) all += static_cast<double>(firm.weight());
  for (const auto& firm : pool.firms) {
    double expected = kSeeds * static_cast<double>(firm.weight()) / all;
    square += std::pow(seen[firm.id] - expected, 2) / expected;
  }
  EXPECT_LT(square, 18.47) << "chi-square, 4 degrees of freedom, 0.1 %";
}

TEST(Draw, TwoInspectorsAreAsLikelyForEach) {
  auto pool = testing::small_pool(1, 5);
  pool.quotas = {{"key", 1}};
  constexpr int kSeeds = 5'000;
  std::map<std::string, double> seen;
  for (int i = 0; i < kSeeds; ++i) {
    auto drawn = draw(pool, seed(i));
    for (const auto& who : drawn.front().inspectors) ++seen[who];
  }
  double square = 0;
  for (const auto& one : pool.inspectors)
    square += std::pow(seen[one.id] - kSeeds * 2 / 5.0, 2) / (kSeeds * 2 / 5.0);
  EXPECT_LT(square, 18.47);
}

TEST(Draw, NeverDrawsOneTwiceNorMoreThanTheQuota) {
  auto pool = testing::small_pool();
  for (int i = 0; i < 200; ++i) {
    auto drawn = draw(pool, seed(i));
    ASSERT_EQ(drawn.size(), 2u);
    ASSERT_NE(drawn[0].firm, drawn[1].firm);
    for (const auto& one : drawn) {
      ASSERT_EQ(one.inspectors.size(), 2u);
      ASSERT_NE(one.inspectors[0], one.inspectors[1]) << "two people";
    }
  }
}

TEST(Draw, KeepsTheRulesOfAvoidance) {
  auto pool = testing::small_pool(4, 8);
  pool.quotas = {{"key", 4}};
  pool.most_visits = 2;
  pool.inspectors[0].valid_until = "2026-12-30";  // a day too early
  pool.inspectors[1].avoids = {"f1"};
  pool.firms[1].before = {"i3"};
  pool.firms[2].area = "grid-1";
  pool.inspectors[3].areas = {"grid-1"};
  for (int i = 0; i < 300; ++i) {
    std::map<std::string, int> visits;
    for (const auto& one : draw(pool, seed(i))) {
      std::set<std::string> who(one.inspectors.begin(), one.inspectors.end());
      for (const auto& inspector : who) ASSERT_LE(++visits[inspector], 2) << "workload";
      ASSERT_FALSE(who.contains("i1")) << "no valid certificate";
      ASSERT_FALSE(one.firm == "f1" && who.contains("i2")) << "relation";
      ASSERT_FALSE(one.firm == "f2" && who.contains("i3")) << "the same firm as last time";
      ASSERT_FALSE(one.firm == "f3" && who.contains("i4")) << "the same grid as last time";
    }
  }
}

TEST(Draw, SaysWhyNobodyMayBeDrawn) {
  auto pool = testing::small_pool(1, 3);
  pool.quotas = {{"key", 1}};
  pool.inspectors[0].valid_until = "2026-01-01";
  pool.inspectors[1].avoids = {"f1"};
  auto drawn = draw(pool, seed(1));
  ASSERT_EQ(drawn.size(), 1u);
  EXPECT_TRUE(drawn[0].inspectors.empty()) << "one alone inspects nothing";
  EXPECT_EQ(drawn[0].barred,
            (std::map<std::string, std::string>{{"i1", "certificate"}, {"i2", "relation"}}));
}

TEST(Draw, PoolReadsBackAsItWasWritten) {
  auto pool = testing::small_pool();
  pool.firms[0].before = {"i1", "i2"};
  pool.inspectors[2].avoids = {"f1"};
  auto read = pool_of(canonical(pool));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, pool);
  EXPECT_EQ(canonical(*read), canonical(pool));
  EXPECT_FALSE(pool_of("{\"draw\":1}"));
}

}  // namespace
}  // namespace qs::oversight
