// A notice as an e-mail: RFC 5322 with the heads and the body of RFC 2045 and 2047.
#pragma once

#include "edge/notify/notifier.h"

namespace qs::notify {

// One address without a name: letters, digits, "@" once, no blank, no bracket, no line end.
bool is_address(std::string_view text);
// `from` and message.to are addresses. The same message has the same Message-ID.
std::string mail_text(const std::string& from, const Message& message);

}  // namespace qs::notify
