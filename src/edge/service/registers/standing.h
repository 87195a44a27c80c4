// One record as an asker finds it: now, at another time, or as it stood before it was erased.
#pragma once

#include <string_view>

#include "edge/service/registers/view.h"

namespace qs::service {

// 404: there is none; 403: out of this asker's reach.
Maybe<ledger::Record> find_reached(const Service::Room& room, const View& view,
                                   std::string_view id);
// The same, and an erased record as it last stood.
Maybe<ledger::Record> find_ever(const Service::Room& room, const View& view, std::string_view id);
// As it was at ?at=; who may not see the record today does not see it then.
Maybe<ledger::Record> find_as_of(const Service::Room& room, const Call& call, const View& view,
                                 std::string_view id);

}  // namespace qs::service
