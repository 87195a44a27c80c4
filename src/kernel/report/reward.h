// 举报奖励: may this reward stand?
#pragma once

#include <optional>

#include "base/result.h"
#include "base/time.h"
#include "kernel/ledger/record.h"

namespace qs::report {

inline constexpr std::string_view kRewardKind = "reward", kRewardRuleKind = "reward_rule";

// What a reward refers to, as far as it is there. That a report is rewarded once only, the
// register's unique field says.
struct RewardGround {
  const ledger::Record* complaint = nullptr;
  const ledger::Record* standing = nullptr;  // that the complaint was joined to, while it is
  const ledger::Record* rule = nullptr;
};

// Faults name the field and the rule: a report that is not a true finding, or is not handled yet;
// one that was joined to another; a topic that the rule is not for; an amount beyond the rule; a
// rule that is no longer in force. A reward that was refused holds nothing to check.
Result<void> check_reward(const ledger::Fields& reward, const RewardGround& ground, Day today);

}  // namespace qs::report
