// 封存: sealed with the key of this house, opened by no other; what lay plain is sealed at a start.
#include "edge/service/seal.h"

#include <gtest/gtest.h>

#include "edge/store/memory_record_log.h"
#include "unit/store/scratch.h"

namespace qs::service {
namespace {

Seal seal_in(const std::filesystem::path& folder) {
  auto seal = Seal::of(folder);
  EXPECT_TRUE(seal) << seal.error().message();
  return *seal;
}

TEST(Seal, OpensWhatItSealedAlsoAfterARestart) {
  store::Scratch scratch;
  auto sealed = seal_in(scratch / "data").seal("JBSWY3DPEHPK3PXP");
  EXPECT_EQ(sealed.find("JBSWY3DP"), std::string::npos);
  EXPECT_NE(sealed, seal_in(scratch / "data").seal("JBSWY3DPEHPK3PXP")) << "never twice alike";
  EXPECT_EQ(seal_in(scratch / "data").open(sealed), "JBSWY3DPEHPK3PXP");
}

TEST(Seal, RefusesOtherKeysDamageAndPlainText) {
  store::Scratch scratch;
  auto seal = seal_in(scratch / "data");
  auto sealed = seal.seal("JBSWY3DPEHPK3PXP");
  EXPECT_FALSE(seal_in(scratch / "other").open(sealed));
  auto damaged = sealed;
  damaged[20] = damaged[20] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(seal.open(damaged));
  EXPECT_FALSE(seal.open(sealed.substr(0, 20)));
  EXPECT_FALSE(seal.open("JBSWY3DPEHPK3PXP"));
}

TEST(Seal, WhatLayPlainIsSealedOnce) {
  store::Scratch scratch;
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
  auto seal = seal_in(scratch / "data");
  EXPECT_EQ(seal_second_factors(seal, *records, now), 0u);
  auto kept = (*records->get("user", "a"))->text("totp_secret");
  EXPECT_EQ(seal.open(kept), "PLAIN");
  auto commits = records->last_commit();
  EXPECT_EQ(seal_second_factors(seal, *records, now), 0u);
  EXPECT_EQ(records->last_commit(), commits) << "nothing is left to do";
  EXPECT_EQ(seal_second_factors(seal_in(scratch / "other"), *records, now), 1u)
      << "restored without its secrets";
}

}  // namespace
}  // namespace qs::service
