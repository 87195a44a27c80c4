// Chinese in frames: UTF-8 by HJ 212-2017, GBK in much of the field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qs::gateway::hj212 {

enum class Encoding : uint8_t { ascii, utf8, gbk, neither };
std::string_view name(Encoding encoding);

// `prefer_gbk`: bytes that are both count as GBK (a device known for it).
Encoding encoding_of(std::string_view bytes, bool prefer_gbk = false);
// Always valid UTF-8: bytes that are no character become U+FFFD.
std::string to_utf8(std::string_view bytes, bool prefer_gbk = false);
std::string to_gbk(std::string_view utf8);
// Characters, for a length field that counts them; GBK and UTF-8.
size_t characters(std::string_view bytes);

bool has_high_bit(std::string_view bytes);
// Control bytes that no text holds: a sign of cipher.
bool has_control(std::string_view bytes);

}  // namespace qs::gateway::hj212
