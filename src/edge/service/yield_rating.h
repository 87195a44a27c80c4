// 亩均论英雄: firms of one year rated by the pack's rules; implemented by app.
#pragma once

#include "edge/service/service.h"
#include "kernel/plan/yield.h"

namespace qs::service {

inline constexpr std::string_view kYieldKind = "yield_score", kYieldIssueKind = "yield_bulletin";

struct YieldYear {
  plan::YieldRules rules;
  std::string clause, confidence;
  std::map<std::string, std::string> vetoes;   // id -> words
  std::vector<ledger::Record> records;         // of the year, by firm as `standings` name them
  std::vector<plan::YieldStanding> standings;  // as computed now
  std::optional<ledger::Record> issue;         // published: what it stands on
  // Of a published year: the kept figures under the kept rules give what was published; and today's
  // rules would.
  bool frozen = false, same = false;
};

class YieldRating {
 public:
  virtual ~YieldRating() = default;
  virtual Result<YieldYear> year(int year) const = 0;
  // 公布: scores, classes and what they are made of go into the records, which nobody changes
  // afterwards. Conflict: published already; invalid: nobody to rate, the year is not over.
  virtual Outcome<std::vector<ledger::Write>> publish(int year, const Doing& doing) const = 0;
};

}  // namespace qs::service
