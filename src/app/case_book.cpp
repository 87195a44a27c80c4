#include "app/case_book.h"

namespace qs::app {

namespace {

constexpr size_t kMaxEvents = 1000;  // of one case's time line

}  // namespace

const casework::Workflow* CaseBook::workflow(const ledger::Record& record) const {
  auto it = workflows_.find(record.text("workflow"));
  return it == workflows_.end() ? nullptr : &it->second;
}

service::StepLabel CaseBook::step(const ledger::Record& record) const {
  if (record.text("state") == "closed") return {"已办结", "Closed"};
  auto id = record.text("step");
  auto flow = workflow(record);
  auto step = flow ? flow->step(id) : nullptr;
  return step ? service::StepLabel{step->name_zh, step->name_en} : service::StepLabel{id, id};
}

Result<std::vector<service::CaseEvent>> CaseBook::timeline(const ledger::Record& record) const {
  auto events = records_.query({.kind = std::string(casework::kEventKind),
                                .where = {{.field = "case", .value = record.id}},
                                .order_by = "seq",
                                .limit = kMaxEvents});
  if (!events) return tl::unexpected(events.error());
  std::vector<service::CaseEvent> out;
  for (const auto& r : *events) {
    auto e = casework::event_of(r);
    service::CaseEvent shown{e.at, e.who, e.name, e.verb, e.step, e.text, {}, e.text_en};
    for (const auto& proof : e.evidence) shown.evidence.push_back(proof.hash);
    out.push_back(std::move(shown));
  }
  return out;
}

std::vector<service::CaseAction> CaseBook::actions(const ledger::Record& record,
                                                   const access::Actor& actor) const {
  std::vector<service::CaseAction> out;
  auto flow = workflow(record);
  if (!flow) return out;
  for (auto action : casework::allowed_actions(*flow, casework::case_of(record), actor)) {
    service::CaseAction shown{action->verb, action->label_zh, action->label_en, {}};
    if (action->needs.text) shown.needs.emplace_back(casework::kNeedText);
    if (action->needs.photo) shown.needs.emplace_back(casework::kNeedPhoto);
    out.push_back(std::move(shown));
  }
  return out;
}

}  // namespace qs::app
