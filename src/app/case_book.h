// What the service asks about cases: labels, time line, and who may do what now.
#pragma once

#include "app/dispatcher.h"
#include "edge/service/service.h"

namespace qs::app {

class CaseBook : public service::CaseBook {
 public:
  CaseBook(const Workflows& workflows, const ledger::RecordLog& records)
      : workflows_(workflows), records_(records) {}

  service::StepLabel step(const ledger::Record& record) const override;
  Result<std::vector<casework::CaseEvent>> timeline(const ledger::Record& record) const override;
  std::vector<service::CaseAction> actions(const ledger::Record& record,
                                           const access::Actor& actor) const override;
  std::vector<service::CaseKind> opened_by_hand(const access::Actor& actor) const override;
  std::vector<service::CaseKind> workflows() const override;
  const casework::Workflow* workflow(std::string_view id, std::string_view version) const override {
    return workflows_.find(id, version);
  }

 private:
  const Workflows& workflows_;
  const ledger::RecordLog& records_;
};

}  // namespace qs::app
