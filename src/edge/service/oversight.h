// 监管: what the program does for inspections by lot, for credit and for outlets; implemented by app.
#pragma once

#include "edge/service/service.h"
#include "kernel/oversight/credit.h"
#include "kernel/oversight/plan.h"
#include "kernel/oversight/rite.h"

namespace qs::service {

class Outlets;  // outlets.h

struct DrawAsk {
  int64_t year = 0, quarter = 0;     // 1..4
  std::vector<std::string> parties;  // users, in the order in which they make the seed
};

class Oversight {
 public:
  virtual ~Oversight() = default;
  // 计划: computed from the registers as they stand, kept and public at once; quarter 0: the year.
  virtual Outcome<ledger::Record> plan(int64_t year, int64_t quarter, const Doing& doing) = 0;
  // Freezes the pool. Conflict: a draw of this quarter is under way; invalid: nothing is due.
  virtual Outcome<oversight::Rite> draw(const DrawAsk& ask, const Doing& doing) = 0;
  // By the doing's actor, as a party. The last secret draws, and opens the task of each firm.
  virtual Outcome<oversight::Rite> commit(const std::string& draw, const std::string& commitment,
                                          const Doing& doing) = 0;
  virtual Outcome<oversight::Rite> reveal(const std::string& draw, const std::string& secret,
                                          const Doing& doing) = 0;
  // As a PDF, by the kind of the record: 检查任务单 of a task, 抽查计划 of a plan, 抽取结果 of a
  // draw.
  virtual Result<std::string> sheet(const ledger::Record& record) const = 0;
  virtual const oversight::DrawLaw& draw_law() const = 0;
  virtual const oversight::CreditLaw& credit_law() const = 0;
  // 排口监管: amounts, calibrations and permits as they are computed.
  virtual const Outlets& outlets() const = 0;
};

}  // namespace qs::service
