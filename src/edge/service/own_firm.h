// 企业账号: what is a firm's own.
#pragma once

#include "edge/service/route.h"
#include "kernel/ledger/owner.h"

namespace qs::service {

// 排口即企业的: a station is the firm's whose outlet it is.
inline constexpr std::array<std::string_view, 2> kOutletKinds{"outlet", "water_outlet"};
inline constexpr ledger::OwnedThrough kByOutlet{kOutletKinds, "station"};

// The firm that a record belongs to: its own field, or the firm whose outlet its station is; empty:
// none.
std::string firm_of(const Service::Room& room, const ledger::Record& record);
// True for a firm's account: the verb reaches what is its firm's and nothing else.
bool for_own_firm(const Service::Room& room, const Call& call);
// The ids of the stations of the asker's own firm.
Maybe<std::vector<std::string>> own_stations(const Service::Room& room, const Call& call);

}  // namespace qs::service
