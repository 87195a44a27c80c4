// What stands against a record before it is written: all of it at once, in people's words. The
// store has the last word; this is so that nobody learns of faults one by one.
#pragma once

#include <string_view>
#include <vector>

#include "edge/service/route.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/record_log.h"

namespace qs::service {

// What ledger::settle says, a unique value that another record has, a reference to nothing. The
// fields come back settled.
Maybe<std::vector<ledger::FieldFault>> settled(const Service::Room& room, const ledger::Kind& kind,
                                               std::string_view id, ledger::Fields& fields);

// The faults a refusal of the store amounts to; its place names kind, id and field.
std::vector<ledger::FieldFault> faults_of(const Error& refusal);

}  // namespace qs::service
