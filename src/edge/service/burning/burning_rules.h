// 禁烧规则: the one record of the rule and those of the seasons, as the registers have them now.
#pragma once

#include "edge/service/route.h"
#include "kernel/burning/rules.h"

namespace qs::service {

// 422: there is no rule, or somebody wrote what is none.
Maybe<burning::Rules> burning_rules(const Service::Room& room);

}  // namespace qs::service
