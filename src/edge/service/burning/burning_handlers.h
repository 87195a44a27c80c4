// The handlers of open burning, for the route table.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// fires.cpp
Reply post_fires(Service::Room& room, const Call& call);
// bulletins.cpp
Reply get_burning_bulletin(Service::Room& room, const Call& call);
Reply get_burning_bulletins(Service::Room& room, const Call& call);
Reply post_burning_bulletin(Service::Room& room, const Call& call);
Reply get_burning_bulletin_report(Service::Room& room, const Call& call);

}  // namespace qs::service
