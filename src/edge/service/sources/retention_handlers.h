// The handlers of retention audits, for the route table.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// retention.cpp
Reply post_retention_audit(Service::Room& room, const Call& call);
Reply post_retention_answer(Service::Room& room, const Call& call);

}  // namespace qs::service
