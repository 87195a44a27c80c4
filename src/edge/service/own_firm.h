// 企业账号: what is a firm's own.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// The firm that a record belongs to: its own field, or the firm whose outlet its station is; empty:
// none.
std::string firm_of(const Service::Room& room, const ledger::Record& record);
// True for a firm's account: the verb reaches what is its firm's and nothing else.
bool for_own_firm(const Service::Room& room, const Call& call);
// The ids of the stations of the asker's own firm.
Maybe<std::vector<std::string>> own_stations(const Service::Room& room, const Call& call);

}  // namespace qs::service
