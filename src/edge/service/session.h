// What log-in by password and by single sign-on share.
#pragma once

#include "edge/service/route.h"
#include "edge/service/sessions.h"

namespace qs::service {

// `answer` with the cookie of a new session; an answer of status 200 gets the session as its body.
Reply opened_session(Service::Room& room, const Call& call, const ledger::Record& user, Way way,
                     Response answer = {});

}  // namespace qs::service
