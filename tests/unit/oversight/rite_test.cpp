#include <gtest/gtest.h>

#include "base/digest.h"
#include "kernel/oversight/chance.h"
#include "unit/oversight/pools.h"

namespace qs::oversight {
namespace {

constexpr Instant kStart{Millis{1'790'000'000'000}};
const Terms kTerms{std::chrono::hours{24}, std::chrono::hours{12}};
const std::string kFirst(32, 'a'), kSecond(40, 'b');

Rite begun() {
  auto rite =
      begin(testing::small_pool(), 2026, 4,
            {{.user = "duty", .name = "甲"}, {.user = "witness", .name = "乙"}}, kTerms, kStart);
  return *rite;
}

Rite committed() {
  auto rite = begun();
  auto at = kStart + std::chrono::minutes{5};
  rite = *commit(rite, "duty", commitment_of(rite.digest, "甲", kFirst), at);
  return *commit(rite, "witness", commitment_of(rite.digest, "乙", kSecond), at);
}

std::string place(const Result<Rite>& rite) {
  return rite ? "" : rite.error().place;
}

TEST(Rite, DrawsWhenTheLastSecretIsTold) {
  auto rite = committed();
  EXPECT_EQ(rite.stage, Stage::revealing);
  auto at = kStart + std::chrono::hours{1};
  rite = *reveal(rite, "witness", kSecond, at);
  EXPECT_EQ(rite.stage, Stage::revealing);
  EXPECT_TRUE(rite.drawn.empty()) << "one secret decides nothing";
  rite = *reveal(rite, "duty", kFirst, at);
  ASSERT_EQ(rite.stage, Stage::drawn);
  EXPECT_EQ(rite.seed, sha256_hex(rite.digest + "\n" + kFirst + "\n" + kSecond))
      << "in the order of the parties, not of telling";
  EXPECT_EQ(rite.drawn, draw(*pool_of(rite.pool), rite.seed));
  EXPECT_EQ(rite.digest, sha256_hex(rite.pool));
}

TEST(Rite, NoSecretIsTakenBeforeAllCommitmentsStand) {
  auto rite = begun();
  EXPECT_EQ(place(reveal(rite, "duty", kFirst, kStart)), "stage");
  rite = *commit(rite, "duty", commitment_of(rite.digest, "甲", kFirst), kStart);
  EXPECT_EQ(place(reveal(rite, "duty", kFirst, kStart)), "stage");
}

TEST(Rite, NobodyChangesTheirMindOrTakesAnothersWord) {
  auto rite = begun();
  auto mine = commitment_of(rite.digest, "甲", kFirst);
  rite = *commit(rite, "duty", mine, kStart);
  EXPECT_EQ(place(commit(rite, "duty", commitment_of(rite.digest, "甲", kSecond), kStart)),
            "commitment");
  EXPECT_EQ(place(commit(rite, "witness", mine, kStart)), "commitment") << "copied";
  EXPECT_EQ(place(commit(rite, "stranger", mine, kStart)), "party");
  EXPECT_EQ(place(commit(rite, "witness", "no digest", kStart)), "commitment");
  rite = *commit(rite, "witness", commitment_of(rite.digest, "乙", kSecond), kStart);
  EXPECT_EQ(place(reveal(rite, "witness", kFirst, kStart)), "secret");
  EXPECT_EQ(place(reveal(rite, "duty", "short", kStart)), "secret");
  // Who committed to somebody else's secret could not tell it as their own: the name is in it.
  EXPECT_NE(commitment_of(rite.digest, "甲", kFirst), commitment_of(rite.digest, "乙", kFirst));
}

// Whatever one party chooses, the other's secret moves the outcome: over many secrets of the honest
// one each firm comes out first about as often as its weight says, with the other's held fixed.
TEST(Rite, OnePartyAloneChoosesNothing) {
  auto pool = testing::small_pool(4);
  pool.quotas = {{"key", 1}};
  constexpr int kRuns = 4'000;
  std::map<std::string, double> seen;
  for (int i = 0; i < kRuns; ++i) {
    auto seed = seed_of("digest", std::vector<std::string>{kFirst, std::to_string(i)});
    ++seen[draw(pool, seed).front().firm];
  }
  double square = 0;
  for (int i = 1; i <= 4; ++i) {
    double expected = kRuns * i / 10.0;
    square += std::pow(seen[fmt::format("f{}", i)] - expected, 2) / expected;
  }
  EXPECT_LT(square, 16.27) << "chi-square, 3 degrees of freedom, 0.1 %";
}

TEST(Rite, AnotherPoolBreaksEveryCommitment) {
  auto rite = committed();
  auto pool = *pool_of(rite.pool);
  pool.firms[0].parts[2] = 99;
  auto forged = rite;
  forged.pool = canonical(pool);
  forged.digest = sha256_hex(forged.pool);
  EXPECT_EQ(place(reveal(forged, "duty", kFirst, kStart + std::chrono::hours{1})), "secret");
}

TEST(Rite, SilenceVoidsItForEverAndNamesWhoWasSilent) {
  auto rite = committed();
  rite = *reveal(rite, "duty", kFirst, kStart + std::chrono::hours{1});
  EXPECT_FALSE(expire(rite, rite.due_at - Millis{1})) << "there is still time";
  EXPECT_EQ(place(reveal(rite, "witness", kSecond, rite.due_at)), "stage");
  auto voided = expire(rite, rite.due_at);
  ASSERT_TRUE(voided);
  EXPECT_EQ(voided->stage, Stage::voided);
  EXPECT_EQ(voided->late, std::vector<std::string>{"witness"});
  EXPECT_TRUE(voided->drawn.empty());
  EXPECT_EQ(place(reveal(*voided, "witness", kSecond, kStart)), "stage");
  EXPECT_FALSE(expire(*voided, rite.due_at + std::chrono::hours{100}));

  auto unsaid = expire(begun(), kStart + kTerms.commit_within);
  ASSERT_TRUE(unsaid);
  EXPECT_EQ(unsaid->late, (std::vector<std::string>{"duty", "witness"}));
}

TEST(Rite, TwoPartiesAtLeastEachOnce) {
  EXPECT_EQ(
      place(begin(testing::small_pool(), 2026, 4, {{.user = "a", .name = "甲"}}, kTerms, kStart)),
      "parties");
  EXPECT_EQ(
      place(begin(testing::small_pool(), 2026, 4,
                  {{.user = "a", .name = "甲"}, {.user = "a", .name = "乙"}}, kTerms, kStart)),
      "parties");
}

TEST(Rite, IsKeptAsARecordWithoutUntoldSecrets) {
  auto rite = committed();
  auto write = write_of(rite);
  ledger::Record record{write.kind, write.id, 3, write.fields};
  auto back = rite_of(record);
  EXPECT_EQ(back.stage, rite.stage);
  EXPECT_EQ(back.pool, rite.pool);
  EXPECT_EQ(back.parties[1].commitment, rite.parties[1].commitment);
  EXPECT_EQ(back.revision, 3u);
  for (const auto& [name, value] : write.fields)
    if (auto text = std::get_if<std::string>(&value)) {
      EXPECT_EQ(text->find(kFirst), text->npos) << name;
      EXPECT_EQ(text->find(kSecond), text->npos) << name;
    }
}

}  // namespace
}  // namespace qs::oversight
