// 流程版本: the workflows of the pack, and the earlier texts that cases under way still go by.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/pack.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

inline constexpr std::string_view kWorkflowKind = "workflow";  // a text that was ever in force

class Workflows : public service::WorkflowBook {
 public:
  explicit Workflows(const Pack& pack);
  // Reads the texts that the ledger keeps. Call once, before cases are looked at.
  Result<void> recall(const ledger::RecordLog& records);

  // The one in force; nullptr: the pack has none of that name (any more).
  const casework::Workflow* current(std::string_view id) const;
  // The text that a case goes by; nullptr: nobody has it.
  const casework::Workflow* of(const casework::Case& file) const;
  const casework::Workflow* find(std::string_view id, std::string_view version) const override;
  std::vector<const casework::Workflow*> in_force() const override;
  const std::map<std::string, casework::Workflow, std::less<>>& all() const { return current_; }

  static ledger::Write write_of(const casework::Workflow& workflow);

 private:
  std::map<std::string, casework::Workflow, std::less<>> current_;
  std::map<std::pair<std::string, std::string>, casework::Workflow, std::less<>> earlier_;
};

}  // namespace qs::app
