// 我的通知: what the asker was told on the page itself.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

Reply get_notices(Service::Room& room, const Call& call);

}  // namespace qs::service
