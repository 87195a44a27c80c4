#include "edge/gateway/hj212/base64.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace qs::gateway::hj212 {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<int8_t, 256> kValue = [] {
  std::array<int8_t, 256> value{};
  for (auto& v : value) v = -1;
  for (size_t i = 0; i < kLetters.size(); ++i)
    value[static_cast<uint8_t>(kLetters[i])] = static_cast<int8_t>(i);
  value['-'] = 62;
  value['_'] = 63;
  return value;
}();

}  // namespace

Result<std::string> decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  uint32_t bits = 0;
  int filled = 0, padding = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == ' ' || c == '\r' || c == '\t') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    int value = kValue[static_cast<uint8_t>(c)];
    if (value < 0 || padding > 0) return fail("bad base64", fmt::format("character {}", i + 1));
    bits = bits << 6 | static_cast<uint32_t>(value);
    filled += 6;
    if (filled < 8) continue;
    filled -= 8;
    out += static_cast<char>(bits >> filled & 0xFF);
  }
  if (filled == 6 || padding > 2)
    return fail("bad base64: cut short or wrongly padded",
                fmt::format("character {}", text.size()));
  return out;
}

std::string encode_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    auto byte = [&](size_t k) {
      return k < bytes.size() ? static_cast<uint32_t>(static_cast<uint8_t>(bytes[k])) : 0u;
    };
    uint32_t bits = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (size_t k = 0; k < 4; ++k)
      out += i + k <= bytes.size() ? kLetters[bits >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

}  // namespace qs::gateway::hj212
