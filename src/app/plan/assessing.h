// 年度考核: the loop of a yearly assessment as writes of the ledger.
#pragma once

#include "app/plan/score_facts.h"
#include "edge/service/assessing.h"

namespace qs::app {

class Assessing : public service::Assessing {
 public:
  Assessing(const Pack& pack, const ledger::RecordLog& records, const Gatherer& gatherer,
            const service::Planning& planning)
      : pack_(pack), records_(records), gatherer_(gatherer), planning_(planning) {}

  std::vector<service::AssessmentOffer> offers() const override;
  Writes open(const std::string& scheme, int year, Day told_until,
              const service::Doing& doing) const override;
  Writes move(const service::AssessmentMove& move, const service::Doing& doing) const override;
  Writes tell(const service::SheetAsk& ask, const service::Doing& doing) const override;
  Writes review(const service::SheetAsk& ask, const service::Doing& doing) const override;
  Writes appeal(const service::AppealAsk& ask, const service::Doing& doing) const override;
  Writes answer(const service::AppealAnswer& answer, const service::Doing& doing) const override;
  Writes accept(const std::string& sheet, const service::Doing& doing) const override;
  Writes reopen(const std::string& sheet, Day until, const service::Doing& doing) const override;
  Result<service::Recount> recount(const ledger::Record& sheet) const override;

 private:
  // A sheet, the assessment that it belongs to and its scheme as kept.
  struct Case {
    ledger::Record assessment, record;
    plan::Scheme scheme;
    plan::Sheet sheet;
    plan::Stage stage = plan::Stage::draft;  // of the sheet
    ledger::Write write() const;             // of the sheet as it is now
  };
  service::Outcome<Case> case_of(const std::string& sheet) const;
  service::Outcome<std::vector<ledger::Record>> appeals(const std::string& field,
                                                        const std::string& id) const;
  service::Outcome<std::vector<ledger::Record>> sheets(const std::string& assessment) const;
  // Moves one sheet along with its assessment; `facts`: computes it anew.
  service::Outcome<ledger::Write> moved(const ledger::Record& assessment, ledger::Record sheet,
                                        plan::Stage to, const ScoreFacts* facts) const;
  service::Outcome<void> may_close(const std::vector<ledger::Record>& sheets,
                                   const ledger::Record& assessment, plan::Moving& moving,
                                   Day today) const;
  std::string made_of(const AssessmentLaw& law) const;

  const Pack& pack_;
  const ledger::RecordLog& records_;
  const Gatherer& gatherer_;
  const service::Planning& planning_;
};

}  // namespace qs::app
