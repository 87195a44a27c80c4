// 二维码 of a short text, made here: no outside service learns what it says.
#pragma once

#include <string>

#include "base/result.h"

namespace qs::service {

struct QrCode {
  int size = 0;      // modules on a side, without the quiet zone
  std::string path;  // SVG path of the dark modules, one unit each
};
inline constexpr size_t kLongestQr = 1000;  // bytes
Result<QrCode> qr_code(const std::string& text);

}  // namespace qs::service
