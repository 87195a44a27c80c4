#include "kernel/report/reward.h"

#include <fmt/format.h>

#include "kernel/report/rules.h"

namespace qs::report {
namespace {

// The rule as people know it, for the fault.
std::string called(const ledger::Record& rule) {
  return fmt::format("{} ({}, {})", rule.text("name"), rule.text("clause"),
                     rule.text("confidence") == "verified" ? "verified" : "unverified 未核对");
}

bool is_for(const ledger::Record& rule, const std::string& kind) {
  auto kinds = " " + rule.text("kinds") + " ";
  return kinds == "  " || kinds.find(" " + kind + " ") != kinds.npos;
}

Result<void> check_finding(const RewardGround& ground) {
  const auto& rule = *ground.rule;
  bool joined = ground.complaint->text("state") == kJoined;
  if (joined && !rule.flag("joined_too"))
    return fail("of one event only the first reporter is rewarded 同一事件只奖励最先举报的: " +
                    called(rule),
                "complaint");
  const auto& handled = joined && ground.standing ? *ground.standing : *ground.complaint;
  if (handled.text("state") != kClosed)
    return fail("the report is not closed yet 举报尚未办结", "complaint");
  auto found = handled.text("true_word");
  if (found == "true" || (found == "partly" && rule.text("found") == "partly")) return {};
  return fail("only a report that was found true is rewarded 只奖励查实的举报: " + called(rule),
              "complaint");
}

}  // namespace

Result<void> check_reward(const ledger::Fields& reward, const RewardGround& ground, Day today) {
  ledger::Record record{std::string(kRewardKind), {}, 0, reward};
  if (record.text("state") == "refused") return {};
  if (!ground.complaint) return fail("there is no such report 没有这件举报", "complaint");
  if (!ground.rule) return fail("there is no such rule 没有这条标准", "rule");
  const auto& rule = *ground.rule;
  if (auto until = parse_day(rule.text("until")); until && *until < today)
    return fail("the rule is no longer in force 标准已失效: " + called(rule), "rule");
  if (!is_for(rule, ground.complaint->text("kind")))
    return fail("the rule is for another topic 标准不适用于这一主题: " + called(rule), "rule");
  if (auto fine = check_finding(ground); !fine) return fine;
  auto amount = record.number("amount").value_or(0);
  auto least = rule.number("least").value_or(0), most = rule.number("most").value_or(0);
  if (amount < least || amount > most)
    return fail(fmt::format("the rule allows {} to {} yuan 标准为 {} 至 {} 元: {}", least, most,
                            least, most, called(rule)),
                "amount");
  return {};
}

}  // namespace qs::report
