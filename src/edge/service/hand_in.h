// 收证据: one file that somebody hands in, looked at, kept once and described.
#pragma once

#include <string>
#include <string_view>

#include "edge/service/route.h"
#include "kernel/ledger/record_log.h"

namespace qs::service {

struct HandedIn {
  std::string name, type;
  ledger::Write write;  // its record; once is enough, whoever hands it in again
  bool known = false;   // the record stands already
};
// The bytes are on disk when this returns. 415: another kind of file than is taken or declared;
// 422: nothing, or a photo that cannot be read.
Maybe<HandedIn> hand_in(Service::Room& room, const Call& call, std::string_view street);

}  // namespace qs::service
