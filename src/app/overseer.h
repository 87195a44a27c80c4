// 双随机: plans, draws and task sheets, as pages ask for them.
#pragma once

#include <functional>

#include "app/pack.h"
#include "edge/document/paper.h"
#include "edge/service/outlets.h"
#include "edge/service/oversight.h"

namespace qs::app {

class Overseer : public service::Oversight {
 public:
  Overseer(const Pack& pack, const ledger::RecordLog& records, service::Desk& desk,
           const service::Outlets& outlets)
      : pack_(pack), records_(records), desk_(desk), outlets_(outlets) {}

  service::Outcome<ledger::Record> plan(int64_t year, int64_t quarter,
                                        const service::Doing& doing) override;
  service::Outcome<oversight::Rite> draw(const service::DrawAsk& ask,
                                         const service::Doing& doing) override;
  service::Outcome<oversight::Rite> commit(const std::string& draw, const std::string& commitment,
                                           const service::Doing& doing) override;
  service::Outcome<oversight::Rite> reveal(const std::string& draw, const std::string& secret,
                                           const service::Doing& doing) override;
  Result<std::string> sheet(const ledger::Record& record) const override;
  const oversight::DrawLaw& draw_law() const override { return pack_.oversight.draw; }
  const oversight::CreditLaw& credit_law() const override { return pack_.oversight.credit; }
  const service::Outlets& outlets() const override { return outlets_; }

 private:
  using Step = std::function<Result<oversight::Rite>(oversight::Rite)>;
  service::Outcome<oversight::Rite> take(const std::string& draw, const Step& step,
                                         const service::Doing& doing);
  service::Outcome<std::vector<oversight::Party>> parties_of(
      const std::vector<std::string>& users) const;

  const Pack& pack_;
  const ledger::RecordLog& records_;
  service::Desk& desk_;
  const service::Outlets& outlets_;
};

// The plan of a quarter, or of the year for quarter 0, as the registers stand at that moment.
Result<ledger::Write> plan_of(const oversight::DrawLaw& law, const ledger::RecordLog& records,
                              int64_t year, int64_t quarter, Instant at);
// The tasks of a draw that was drawn, one for each firm.
Result<std::vector<ledger::Write>> tasks_of(const ledger::RecordLog& records,
                                            const oversight::Rite& rite);
// 检查任务单.
Result<document::Paper> task_paper(const Pack& pack, const ledger::RecordLog& records,
                                   const ledger::Record& task);

// 抽查计划 and 抽取结果, to sign and to pin up.
Result<document::Paper> plan_paper(const Pack& pack, const ledger::Record& plan);
Result<document::Paper> draw_paper(const Pack& pack, const ledger::RecordLog& records,
                                   const ledger::Record& draw);

}  // namespace qs::app
