// Names of files as people send them and save them.
#pragma once

#include <string>
#include <string_view>

#include "edge/service/exchange.h"

namespace qs::service {

// A name to show and to save under, from X-File-Name: without folders and control characters, and
// of one that is too long its end.
std::string saved_name(std::string_view sent);
// For a header that names a file in UTF-8 (RFC 8187).
std::string percent(std::string_view text);
// The answer that hands out a file to save.
Response file_response(SentFile file);

}  // namespace qs::service
