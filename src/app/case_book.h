// What the service asks about cases: labels, time line, and who may do what now.
#pragma once

#include "app/dispatcher.h"
#include "edge/service/service.h"

namespace qs::app {

class CaseBook : public service::CaseBook {
 public:
  using Workflows = std::map<std::string, casework::Workflow, std::less<>>;
  CaseBook(const Workflows& workflows, const ledger::RecordLog& records)
      : workflows_(workflows), records_(records) {}

  service::StepLabel step(const ledger::Record& record) const override;
  Result<std::vector<service::CaseEvent>> timeline(const ledger::Record& record) const override;
  std::vector<service::CaseAction> actions(const ledger::Record& record,
                                           const access::Actor& actor) const override;
  bool waits_for(const ledger::Record& record, const access::Actor& actor) const override;

 private:
  const casework::Workflow* workflow(const ledger::Record& record) const;

  const Workflows& workflows_;
  const ledger::RecordLog& records_;
};

}  // namespace qs::app
