// 封存: sealed with the key of this house, opened by no other; what lay plain is sealed at a start.
#include "edge/service/seal.h"

#include <gtest/gtest.h>

#include "edge/store/memory_record_log.h"

namespace qs::service {
namespace {

Seal fresh() {
  return *Seal::of(Seal::fresh_key());
}

TEST(Seal, OpensWhatItSealedAlsoAfterARestart) {
  auto key = Seal::fresh_key();
  auto sealed = Seal::of(key)->seal("JBSWY3DPEHPK3PXP");
  EXPECT_EQ(sealed.find("JBSWY3DP"), std::string::npos);
  EXPECT_NE(sealed, Seal::of(key)->seal("JBSWY3DPEHPK3PXP")) << "never twice alike";
  EXPECT_EQ(Seal::of(key)->open(sealed), "JBSWY3DPEHPK3PXP");
}

TEST(Seal, SignaturesAreOfOneKeyPurposeAndText) {
  auto seal = fresh();
  EXPECT_EQ(seal.signature("a", "text"), seal.signature("a", "text"));
  EXPECT_NE(seal.signature("a", "text"), seal.signature("b", "text"));
  EXPECT_NE(seal.signature("a", "btext"), seal.signature("ab", "text"));
  EXPECT_NE(seal.signature("a", "text"), fresh().signature("a", "text"));
}

TEST(Seal, RefusesWhatIsNoKey) {
  EXPECT_FALSE(Seal::of(""));
  EXPECT_FALSE(Seal::of("AAAA"));
  EXPECT_FALSE(Seal::of("*" + Seal::fresh_key()));
}

TEST(Seal, RefusesOtherKeysDamageAndPlainText) {
  auto seal = fresh();
  auto sealed = seal.seal("JBSWY3DPEHPK3PXP");
  EXPECT_FALSE(fresh().open(sealed));
  auto damaged = sealed;
  damaged[20] = damaged[20] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(seal.open(damaged));
  EXPECT_FALSE(seal.open(sealed.substr(0, 20)));
  EXPECT_FALSE(seal.open("JBSWY3DPEHPK3PXP"));
}

TEST(Seal, WhatLayPlainIsSealedOnce) {
  auto records = store::memory_record_log();
  ledger::Kind user{.name = "user", .label_zh = "人", .label_en = "Person", .title = "id"};
  user.fields = {{.name = "totp_secret", .label_zh = "a", .label_en = "a", .secret = true}};
  ASSERT_TRUE(records->declare(std::vector{user}));
  Instant now{};
  ASSERT_TRUE(records->commit(
      {"t",
       "t",
       now,
       {{.kind = "user", .id = "a", .fields = {{"totp_secret", std::string("PLAIN")}}},
        {.kind = "user", .id = "b", .fields = {}}}}));
  auto seal = fresh();
  EXPECT_EQ(seal_second_factors(seal, *records, now), 0u);
  auto kept = (*records->get("user", "a"))->text("totp_secret");
  EXPECT_EQ(seal.open(kept), "PLAIN");
  auto commits = records->last_commit();
  EXPECT_EQ(seal_second_factors(seal, *records, now), 0u);
  EXPECT_EQ(records->last_commit(), commits) << "nothing is left to do";
  EXPECT_EQ(seal_second_factors(fresh(), *records, now), 1u) << "restored without its secrets";
}

}  // namespace
}  // namespace qs::service
