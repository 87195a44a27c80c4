// 举报奖励: only what the rule allows.
#include "kernel/report/reward.h"

#include <gtest/gtest.h>

namespace qs::report {
namespace {

using ledger::Record;

struct Reward : ::testing::Test {
  Record complaint{"complaint",
                   "c1",
                   1,
                   {{"kind", std::string("dust")},
                    {"state", std::string("closed")},
                    {"true_word", std::string("true")}}};
  Record standing{"complaint",
                  "c0",
                  1,
                  {{"state", std::string("closed")}, {"true_word", std::string("partly")}}};
  Record rule{"reward_rule",
              "dust",
              1,
              {{"name", std::string("扬尘")},
               {"kinds", std::string("dust waste")},
               {"found", std::string("partly")},
               {"least", 20.0},
               {"most", 100.0},
               {"clause", std::string("试行办法")},
               {"confidence", std::string("practice")}}};
  ledger::Fields reward{{"complaint", std::string("c1")},
                        {"rule", std::string("dust")},
                        {"amount", 50.0},
                        {"state", std::string("proposed")}};
  Day today = *parse_day("2026-06-01");

  std::string fault_at() {
    auto fine = check_reward(
        reward, {.complaint = &complaint, .standing = &standing, .rule = &rule}, today);
    return fine ? "" : fine.error().place;
  }
};

TEST_F(Reward, StandsForATrueFindingWithinTheRule) {
  EXPECT_EQ(fault_at(), "");
  complaint.fields["true_word"] = std::string("partly");
  EXPECT_EQ(fault_at(), "");
}

TEST_F(Reward, AnAmountBeyondTheRuleIsRefusedWithTheRule) {
  reward["amount"] = 100.5;
  auto fine = check_reward(reward, {.complaint = &complaint, .rule = &rule}, today);
  ASSERT_FALSE(fine);
  EXPECT_EQ(fine.error().place, "amount");
  EXPECT_NE(fine.error().text.find("试行办法"), std::string::npos) << fine.error().text;
  EXPECT_NE(fine.error().text.find("unverified 未核对"), std::string::npos);
  reward["amount"] = 19.99;
  EXPECT_EQ(fault_at(), "amount");
  reward["amount"] = 100.0;
  EXPECT_EQ(fault_at(), "");
}

TEST_F(Reward, OnlyTrueFindingsOfClosedReports) {
  complaint.fields["true_word"] = std::string("false");
  EXPECT_EQ(fault_at(), "complaint");
  complaint.fields.erase("true_word");
  EXPECT_EQ(fault_at(), "complaint");
  complaint.fields["true_word"] = std::string("partly");
  rule.fields["found"] = std::string("true");
  EXPECT_EQ(fault_at(), "complaint");
  complaint.fields["true_word"] = std::string("true");
  complaint.fields["state"] = std::string("review");
  EXPECT_EQ(fault_at(), "complaint");
}

TEST_F(Reward, OfOneEventOnlyTheFirstReporterUnlessTheRuleSaysMore) {
  complaint.fields["state"] = std::string("joined");
  EXPECT_EQ(fault_at(), "complaint");
  rule.fields["joined_too"] = true;
  EXPECT_EQ(fault_at(), "") << "by the finding of the standing report";
  standing.fields["true_word"] = std::string("false");
  EXPECT_EQ(fault_at(), "complaint");
}

TEST_F(Reward, TheRuleIsForTheTopicAndInForce) {
  complaint.fields["kind"] = std::string("was");
  EXPECT_EQ(fault_at(), "rule") << "part of a word is none";
  complaint.fields["kind"] = std::string("waste");
  EXPECT_EQ(fault_at(), "");
  rule.fields.erase("kinds");
  complaint.fields["kind"] = std::string("noise");
  EXPECT_EQ(fault_at(), "");
  rule.fields["until"] = std::string("2026-05-31");
  EXPECT_EQ(fault_at(), "rule");
}

TEST_F(Reward, WhatWasRefusedNeedsNoGround) {
  complaint.fields["true_word"] = std::string("false");
  reward["state"] = std::string("refused");
  EXPECT_EQ(fault_at(), "");
}

}  // namespace
}  // namespace qs::report
