// The handlers of vehicles, for the route table.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// vehicles.cpp
Reply get_vehicle_figures(Service::Room& room, const Call& call);

}  // namespace qs::service
