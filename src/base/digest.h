// Digests of bytes, as lower-case hex.
#pragma once

#include <string>
#include <string_view>

namespace qs {

std::string sha256_hex(std::string_view bytes);
std::string sm3_hex(std::string_view bytes);  // GB/T 32905

}  // namespace qs
