// 生态补偿: money of streets by rule and month, as the program computes it; implemented by app.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/service.h"
#include "kernel/plan/compensation.h"

namespace qs::service {

inline constexpr std::string_view kCompensationKind = "compensation";
nlohmann::json rule_json(const plan::MoneyRule& rule);

class Compensating {
 public:
  virtual ~Compensating() = default;
  virtual std::vector<plan::MoneyRule> rules() const = 0;
  // A record for each street; an issue before it is replaced. `month`: any day of a month that is
  // over.
  virtual Outcome<std::vector<ledger::Write>> compute(const std::string& rule, Day month,
                                                      const Doing& doing) const = 0;
};

}  // namespace qs::service
