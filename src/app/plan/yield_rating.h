// 亩均论英雄: a year's ratings from the register, and their publication.
#pragma once

#include "app/pack.h"
#include "edge/service/yield_rating.h"

namespace qs::app {

class YieldRating : public service::YieldRating {
 public:
  YieldRating(const Pack& pack, const ledger::RecordLog& records)
      : pack_(pack), records_(records) {}

  Result<service::YieldYear> year(int year) const override;
  service::Outcome<std::vector<ledger::Write>> publish(int year,
                                                       const service::Doing& doing) const override;

 private:
  // Ids of the vetoes that each firm has in the year.
  Result<std::map<std::string, std::vector<std::string>>> vetoes(int year) const;

  const Pack& pack_;
  const ledger::RecordLog& records_;
};

}  // namespace qs::app
