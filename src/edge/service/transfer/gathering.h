// 汇集材料: what belongs to a transfer or to a case, gathered from the registers and the cases: one
// story in the order in which it happened, and every file that the story names.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "edge/service/route.h"
#include "exhibit/parcel.h"

namespace qs::service {

inline constexpr std::string_view kTransferKind = "transfer", kTakePackage = "transfer.package";

struct Gathered {
  nlohmann::json entries;            // as exhibit::chained
  std::vector<exhibit::Item> items;  // in the order in which the story names them
  bool personal = false;             // personal fields are in it
};
// Personal fields only for whom `call` lets see them, secret ones never; the reading of personal
// data is written down. Faults: 403 a record out of the asker's reach, 422 more than a package
// takes, 500 a file that is no longer what was handed in.
Maybe<Gathered> gather(Service::Room& room, const Call& call, const ledger::Record& transfer);
// The same of a case: its own time line, the alert that opened it, the record that it is about, the
// inspections and penalties that name it, and what the registers keep of its station (limits,
// marks, calibrations).
Maybe<Gathered> gather_case(Service::Room& room, const Call& call, const ledger::Record& file);

}  // namespace qs::service
