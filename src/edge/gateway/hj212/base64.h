// Base64 of RFC 4648, as engineers paste it: with or without padding, URL letters too.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace qs::gateway::hj212 {

// Blanks are skipped; the error names the character's place.
Result<std::string> decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);

}  // namespace qs::gateway::hj212
