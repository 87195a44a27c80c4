#include "app/rewards.h"

#include "kernel/report/reward.h"
#include "kernel/report/rules.h"

namespace qs::app {
namespace {

using ledger::Record;

Result<std::optional<Record>> referred(const ledger::RecordLog& records, std::string_view kind,
                                       const std::string& id) {
  if (id.empty()) return std::optional<Record>{};
  return records.get(kind, id);
}

const Record* pointer(const Result<std::optional<Record>>& found) {
  return *found ? &**found : nullptr;
}

Result<void> check_one(const ledger::RecordLog& records, const ledger::Write& write, Instant now) {
  Record reward{write.kind, write.id, 0, write.fields};
  auto complaint = referred(records, report::kComplaintKind, reward.text("complaint"));
  if (!complaint) return tl::unexpected(complaint.error());
  auto rule = referred(records, report::kRewardRuleKind, reward.text("rule"));
  if (!rule) return tl::unexpected(rule.error());
  auto standing = referred(records, report::kComplaintKind,
                           *complaint ? (*complaint)->text("joined_to") : std::string());
  if (!standing) return tl::unexpected(standing.error());
  auto fine = report::check_reward(
      write.fields,
      {.complaint = pointer(complaint), .standing = pointer(standing), .rule = pointer(rule)},
      day_of(now));
  if (fine) return {};
  return fail(fine.error().text, fmt::format("{}/{}.{}", write.kind, write.id, fine.error().place));
}

}  // namespace

Result<void> check_rewards(const ledger::RecordLog& records, std::span<const ledger::Write> writes,
                           Instant now) {
  for (const auto& write : writes) {
    if (write.kind != report::kRewardKind || write.verb != ledger::Write::Verb::put) continue;
    if (auto fine = check_one(records, write, now); !fine) return fine;
  }
  return {};
}

}  // namespace qs::app
