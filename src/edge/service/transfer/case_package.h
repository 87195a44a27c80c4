// The handlers of case_package.cpp, for the table of routes.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

Reply get_case_package(Service::Room& room, const Call& call);
Reply get_case_packages(Service::Room& room, const Call& call);

}  // namespace qs::service
