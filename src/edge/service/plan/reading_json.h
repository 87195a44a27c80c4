// Readings of indicators as docs/api.md shows them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/planning.h"
#include "edge/service/route.h"

namespace qs::service {

// The program's part; 404 when there is none.
Maybe<const Planning*> planning_of(const Service::Room& room);

// ?plan=, otherwise the first that there is.
Maybe<std::string> plan_asked(const Service::Room& room, const Call& call);

// ?year=, otherwise this one.
Maybe<int> year_asked(const Call& call);

// What a list shows of it, and anybody may know.
nlohmann::json reading_brief(const IndicatorReading& reading);
// All of it: what it is made of too.
nlohmann::json reading_whole(const IndicatorReading& reading);

}  // namespace qs::service
