// Digests of bytes, as lower-case hex.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qs {

std::string sha256_hex(std::string_view bytes);
std::string sm3_hex(std::string_view bytes);  // GB/T 32905
Result<std::string> sha256_of(const std::filesystem::path& file);

}  // namespace qs
