// 原始帧: raw frames are kept compressed, many to a block, because frames of one kind are alike.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace qs::store {

inline constexpr size_t kBlockBytes = 256 * 1024;  // of plain frames; one larger frame fills one
inline constexpr size_t kMaxBlockBytes = 64 * 1024 * 1024;  // refused when read back

std::string pack_block(std::string_view plain);
Result<std::string> unpack_block(std::string_view packed);

}  // namespace qs::store
