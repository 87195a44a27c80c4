#include "kernel/plan/decomposition.h"

#include <gtest/gtest.h>

#include <random>

#include "base/decimal.h"

namespace qs::plan {
namespace {

using Kind = Contradiction::Kind;

TEST(Decomposition, AddsUp) {
  std::vector<Part> parts{{"a", 0.1, {}}, {"b", 0.2, {}}};
  EXPECT_TRUE(contradictions({0.3, true}, Composition::sum, parts, 1).empty());
  auto found = contradictions({0.4, true}, Composition::sum, parts, 1);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].made, 0.3);
  EXPECT_TRUE(contradictions({0.4, true}, Composition::sum, {}, 1).empty());
}

TEST(Decomposition, WeighsMeansAndShares) {
  std::vector<Part> parts{{"a", 30, 31}, {"b", 60, 28}};
  EXPECT_TRUE(contradictions({44.2, true}, Composition::mean, parts, 1).empty());
  parts[1].weight.reset();
  auto found = contradictions({44.2, true}, Composition::mean, parts, 1);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Kind::weights);
  EXPECT_EQ(found[0].part, "b");
  parts[0].weight.reset();
  EXPECT_TRUE(contradictions({45, true}, Composition::mean, parts, 1).empty());
}

TEST(Decomposition, LetsNobodyPromiseLess) {
  std::vector<Part> parts{{"a", 39, {}}, {"b", 40, {}}, {"c", 12, {}}};
  auto found = contradictions({39, true}, Composition::same, parts, 0);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Kind::looser);
  EXPECT_EQ(found[0].part, "b");
}

TEST(Decomposition, SaysWhoHasNoValue) {
  std::vector<Part> parts{{"a", 39, {}}, {"b", {}, {}}};
  auto found = contradictions({39, true}, Composition::sum, parts, 0);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Kind::no_value);
}

// A whole made of its parts is never contradicted; one that is off by a unit of its last place is.
TEST(Decomposition, FindsEveryDifference) {
  std::mt19937 lots{5};
  auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(lots); };
  for (int run = 0; run < 2000; ++run) {
    auto how = below(2) ? Composition::sum : Composition::share;
    std::vector<Part> parts;
    double sum = 0, weights = 0;
    for (int i = below(12); i >= 0; --i) {
      Part part{std::to_string(i), below(1000) / 10.0,
                how == Composition::sum ? 1.0 : 1.0 + below(9)};
      sum += *part.value * *part.weight;
      weights += *part.weight;
      parts.push_back(part);
    }
    auto whole = round_half_even(how == Composition::sum ? sum : sum / weights, 1);
    ASSERT_TRUE(contradictions({whole, true}, how, parts, 1).empty()) << run;
    ASSERT_EQ(contradictions({round_half_even(whole + 0.1, 1), true}, how, parts, 1).size(), 1u);
  }
}

}  // namespace
}  // namespace qs::plan
