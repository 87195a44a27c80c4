// 研判: holds a project against the control units, closed ground and plots of the ledger as they
// are now, and keeps the answer with its facts. The reports are set from what was kept.
#pragma once

#include "app/pack.h"
#include "edge/document/paper.h"
#include "edge/service/service.h"

namespace qs::app {

class Checker : public service::Checks {
 public:
  Checker(const Pack& pack, const ledger::RecordLog& records, service::Desk& desk)
      : pack_(pack), records_(records), desk_(desk) {}

  service::Outcome<ledger::Record> siting(const service::SitingAsk& ask,
                                          const service::Doing& doing) override;
  service::Outcome<ledger::Record> plot(const service::PlotAsk& ask,
                                        const service::Doing& doing) override;
  Result<std::string> report(const ledger::Record& check) const override;

 private:
  // Gives the check the year's next number.
  service::Outcome<ledger::Record> keep(ledger::Fields fields, const service::Doing& doing);

  const Pack& pack_;
  const ledger::RecordLog& records_;
  service::Desk& desk_;
};

// 研判报告: the check as an official paper. Shapes of units and grounds are those of the time of
// the check.
Result<document::Paper> check_paper(const Pack& pack, const ledger::RecordLog& records,
                                    const ledger::Record& check);

}  // namespace qs::app
