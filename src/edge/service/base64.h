// RFC 4648: bytes as text, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qs::service {

std::string base64(std::string_view bytes);     // section 4, padded
std::string base64url(std::string_view bytes);  // section 5, without padding
// Bytes of base64url; nullopt: it is none.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace qs::service
