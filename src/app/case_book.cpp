#include "app/case_book.h"

namespace qs::app {

namespace {

constexpr size_t kMaxEvents = 1000;  // of one case's time line

}  // namespace

service::StepLabel CaseBook::step(const ledger::Record& record) const {
  if (record.text("state") == "closed") return {"已办结", "Closed"};
  auto id = record.text("step");
  auto flow = workflows_.of(record);
  auto step = flow ? flow->step(id) : nullptr;
  return step ? service::StepLabel{step->name_zh, step->name_en} : service::StepLabel{id, id};
}

Result<std::vector<casework::CaseEvent>> CaseBook::timeline(const ledger::Record& record) const {
  auto events = records_.query({.kind = std::string(casework::kEventKind),
                                .where = {{.field = "case", .value = record.id}},
                                .order_by = "seq",
                                .limit = kMaxEvents});
  if (!events) return tl::unexpected(events.error());
  std::vector<casework::CaseEvent> out;
  for (const auto& r : *events) out.push_back(casework::event_of(r));
  return out;
}

std::vector<service::CaseAction> CaseBook::actions(const ledger::Record& record,
                                                   const access::Actor& actor) const {
  std::vector<service::CaseAction> out;
  auto flow = workflows_.of(record);
  if (!flow) return out;
  for (auto action : casework::allowed_actions(*flow, casework::case_of(record), actor)) {
    out.push_back({.verb = action->verb,
                   .label_zh = action->label_zh,
                   .label_en = action->label_en,
                   .needs = casework::words_of(action->needs),
                   .does = std::string(casework::name(action->effect)),
                   .form = action->form});
  }
  return out;
}

std::vector<service::CaseKind> CaseBook::opened_by_hand(const access::Actor& actor) const {
  std::vector<service::CaseKind> out;
  for (const auto& [id, flow] : workflows_.all())
    if (std::ranges::any_of(flow.by_hand, [&](const auto& role) {
          return std::ranges::find(actor.roles, role) != actor.roles.end();
        }))
      out.push_back({id, flow.name_zh, flow.name_en});
  return out;
}

std::vector<service::CaseKind> CaseBook::workflows() const {
  std::vector<service::CaseKind> out;
  for (const auto& [id, flow] : workflows_.all()) out.push_back({id, flow.name_zh, flow.name_en});
  return out;
}

}  // namespace qs::app
