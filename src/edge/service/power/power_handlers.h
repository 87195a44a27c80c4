// The handlers of power use, for the route table.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// firms.cpp
Reply get_power_firms(Service::Room& room, const Call& call);
Reply get_power_firm(Service::Room& room, const Call& call);

}  // namespace qs::service
