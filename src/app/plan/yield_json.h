// 亩均章法与台账: rules and ratings as the ledger keeps them.
#pragma once

#include "app/plan/assessment_law.h"

namespace qs::app {

std::string yield_text(const YieldLaw& law);  // whole, as JSON
Result<plan::YieldRules> yield_rules_of(const std::string& law);
// Rows of the field `parts`.
std::string parts_text(const plan::YieldRules& rules, const plan::YieldStanding& standing);
std::string policies_zh(const plan::YieldRules& rules, const std::string& class_id);

}  // namespace qs::app
