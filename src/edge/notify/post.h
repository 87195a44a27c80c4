// What an HTTP exchange says of a message.
#pragma once

#include <functional>
#include <string>

#include "edge/notify/http_client.h"
#include "edge/notify/notifier.h"

namespace qs::notify {

// `takes` reads the body of an answer of 2xx: did it take the message?
Report post(const HttpAsk& ask, const std::function<bool(const std::string& body)>& takes);

}  // namespace qs::notify
