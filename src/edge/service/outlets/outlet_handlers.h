// Handlers of outlets, by the file they stand in.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// amounts.cpp
Reply get_outlet_amounts(Service::Room& room, const Call& call);
Reply get_firm_amounts(Service::Room& room, const Call& call);
// control.cpp
Reply get_outlet_control(Service::Room& room, const Call& call);
Reply get_outlet_marks(Service::Room& room, const Call& call);
// permit.cpp
Reply get_permit_sight(Service::Room& room, const Call& call);
// district.cpp
Reply get_transmissions(Service::Room& room, const Call& call);
Reply get_public_outlets(Service::Room& room, const Call& call);

}  // namespace qs::service
