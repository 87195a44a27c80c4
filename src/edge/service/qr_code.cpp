#include "edge/service/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace qs::service {

Result<QrCode> qr_code(const std::string& text) {
  if (text.size() > kLongestQr || text.find('\0') != text.npos)
    return fail("the text does not fit a QR code");
  std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!made) return fail("the text does not fit a QR code");
  QrCode code{.size = made->width, .path = {}};
  for (int y = 0; y < code.size; ++y)
    for (int x = 0; x < code.size; ++x)
      if (made->data[y * code.size + x] & 1) code.path += fmt::format("M{} {}h1v1h-1z", x, y);
  return code;
}

}  // namespace qs::service
