// 生态补偿: a rule's month as writes of the ledger.
#pragma once

#include "app/plan/gather.h"
#include "edge/service/compensating.h"

namespace qs::app {

class Compensating : public service::Compensating {
 public:
  Compensating(const Pack& pack, const ledger::RecordLog& records, const Gatherer& gatherer)
      : pack_(pack), records_(records), gatherer_(gatherer) {}

  std::vector<plan::MoneyRule> rules() const override;
  service::Outcome<std::vector<ledger::Write>> compute(const std::string& rule, Day month,
                                                       const service::Doing& doing) const override;

 private:
  Result<std::vector<plan::MoneyPlace>> places(const MoneyLaw& law, Span span) const;
  Result<std::vector<ledger::Record>> before(const std::string& rule,
                                             const std::string& month) const;
  std::string made_of(const MoneyLaw& law) const;

  const Pack& pack_;
  const ledger::RecordLog& records_;
  const Gatherer& gatherer_;
};

}  // namespace qs::app
