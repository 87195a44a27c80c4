#include "app/workflows.h"

#include "app/pack/workflows.h"

namespace qs::app {

Workflows::Workflows(const Pack& pack) {
  for (const auto& workflow : pack.workflows) current_.emplace(workflow.id, workflow);
}

Result<void> Workflows::recall(const ledger::RecordLog& records) {
  auto kept =
      records.query({.kind = std::string(kWorkflowKind), .where = {}, .limit = ledger::kMaxPage});
  if (!kept) return tl::unexpected(kept.error());
  for (const auto& record : *kept) {
    standard::Faults faults;
    auto workflow = workflow_of(record.text("text"), record.id, faults);
    if (workflow && faults.list.empty())
      earlier_.emplace(std::pair(workflow->id, workflow->version), std::move(*workflow));
  }
  return {};
}

const casework::Workflow* Workflows::current(std::string_view id) const {
  auto found = current_.find(id);
  return found == current_.end() ? nullptr : &found->second;
}

const casework::Workflow* Workflows::find(std::string_view id, std::string_view version) const {
  auto now = current(id);
  if (now && (version.empty() || now->version == version)) return now;
  auto then = earlier_.find(std::pair(std::string(id), std::string(version)));
  return then == earlier_.end() ? nullptr : &then->second;
}

const casework::Workflow* Workflows::of(const casework::Case& file) const {
  return find(file.workflow, file.version);
}

std::vector<const casework::Workflow*> Workflows::in_force() const {
  std::vector<const casework::Workflow*> out;
  for (const auto& [id, flow] : current_) out.push_back(&flow);
  return out;
}

ledger::Write Workflows::write_of(const casework::Workflow& workflow) {
  return {.kind = std::string(kWorkflowKind),
          .id = workflow.id + "~" + workflow.version,
          .fields = {{"workflow", workflow.id},
                     {"version", workflow.version},
                     {"name", workflow.name_zh},
                     {"text", workflow.text}},
          .expected_revision = std::nullopt};
}

}  // namespace qs::app
