#include "edge/store/frame_block.h"

#include <zstd.h>

namespace qs::store {
namespace {
constexpr int kLevel = 1;  // fast enough that frames do not hold up the values
}

std::string pack_block(std::string_view plain) {
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  auto size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), kLevel);
  check(!ZSTD_isError(size), "zstd has room");
  packed.resize(size);
  return packed;
}

Result<std::string> unpack_block(std::string_view packed) {
  auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > kMaxBlockBytes) return fail("a block of frames is damaged");  // also zstd's own faults
  std::string plain(size, '\0');
  auto got = ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) || got != size) return fail("a block of frames is damaged");
  return plain;
}

}  // namespace qs::store
