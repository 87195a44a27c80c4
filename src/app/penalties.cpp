#include "app/penalties.h"

#include <array>

#include "base/json.h"

namespace qs::app {
namespace {

using enforcement::Fine;
using ledger::Record;

// Where they are decided for good.
constexpr std::array kFinal{"decided", "executed", "closed"};
// What the program reckons, and what it reckons it by.
constexpr std::array kReckoned{"discretion_percent", "computed_amount", "computed_low",
                               "computed_high", "discretion_words"};
constexpr std::array kWeighed{"offence", "discretion",       "kind",
                              "amount",  "deviation_reason", "state"};

std::vector<std::string> levels_of(const Record& penalty) {
  std::vector<std::string> out;
  auto rows = Json::parse(penalty.text("discretion"), nullptr, false);
  if (rows.is_array())
    for (const auto& row : rows)
      if (row.is_object()) out.push_back(row.value("level", ""));
  return out;
}

void reckon_in(const Fine& fine, ledger::Fields& fields) {
  fields["discretion_percent"] = fine.percent;
  fields["computed_amount"] = static_cast<double>(fine.amount);
  fields["computed_low"] = static_cast<double>(fine.low);
  fields["computed_high"] = static_cast<double>(fine.high);
  fields["discretion_words"] = fine.why_zh;
}

bool is_final(const Record& penalty) {
  return std::find(kFinal.begin(), kFinal.end(), penalty.text("state")) != kFinal.end();
}

bool differs(const Record& penalty, const std::optional<Record>& before) {
  auto value = [](const Record& record, std::string_view field) {
    auto it = record.fields.find(field);
    return it == record.fields.end() ? ledger::Value{} : it->second;
  };
  return !before || std::any_of(kWeighed.begin(), kWeighed.end(), [&](auto field) {
    return value(penalty, field) != value(*before, field);
  });
}

Result<void> settle(const enforcement::Law& law, const ledger::RecordLog& records,
                    ledger::Write& write, const MayApprove& may_approve) {
  Record penalty{write.kind, write.id, 0, write.fields};
  auto fault = [&](const Error& error, std::string_view field) {
    return fail(error.text, fmt::format("{}/{}.{}", write.kind, write.id, field));
  };
  for (auto field : kReckoned) write.fields.erase(field);
  auto offence = penalty.text("offence");
  if (offence.empty()) return {};
  auto violation = law.violation(offence);
  if (!violation) return {};  // of an earlier table
  auto fine = enforcement::chosen_of(law, levels_of(penalty)).and_then([&](const auto& chosen) {
    return enforcement::reckon(law, *violation, chosen);
  });
  if (!fine) return fault(fine.error(), "discretion");
  reckon_in(*fine, write.fields);
  auto before = records.get(write.kind, write.id);
  if (!before) return tl::unexpected(before.error());
  auto yuan = penalty.number("amount");
  if (!yuan || penalty.text("kind") != "fine" || !differs(penalty, *before)) return {};
  enforcement::Decided decided{.yuan = Decimal::of(*yuan),
                               .final = is_final(penalty),
                               .has_reason = !penalty.text("deviation_reason").empty()};
  decided.approves = decided.final && may_approve(penalty);
  auto sound = enforcement::check_decided(*violation, *fine, decided);
  return sound ? Result<void>{} : fault(sound.error(), sound.error().place);
}

}  // namespace

Result<void> settle_penalties(const enforcement::Law& law, const ledger::RecordLog& records,
                              std::vector<ledger::Write>& writes, const MayApprove& may_approve) {
  for (auto& write : writes) {
    if (write.kind != kPenaltyKind || write.verb != ledger::Write::Verb::put) continue;
    if (auto settled = settle(law, records, write, may_approve); !settled) return settled;
  }
  return {};
}

}  // namespace qs::app
