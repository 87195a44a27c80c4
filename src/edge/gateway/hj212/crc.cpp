#include "edge/gateway/hj212/crc.h"

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace qs::gateway::hj212 {
namespace {

// One step over eight bits of the reflected polynomial 0xA001.
constexpr std::array<uint16_t, 256> kTable = [] {
  std::array<uint16_t, 256> table{};
  for (unsigned x = 0; x < 256; ++x) {
    unsigned crc = x;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001u : crc >> 1;
    table[x] = static_cast<uint16_t>(crc);
  }
  return table;
}();

constexpr uint8_t step(uint8_t state, uint8_t byte) {
  return static_cast<uint8_t>(kTable[static_cast<uint8_t>(state ^ byte)] >> 8);
}

// Eight steps are the identity: a byte and the byte eight places later are weighed alike. So the
// words of a segment may be folded by XOR, and one word's worth of steps remains.
constexpr bool eight_steps_change_nothing() {
  for (unsigned x = 0; x < 256; ++x) {
    auto state = static_cast<uint8_t>(x);
    for (int i = 0; i < 8; ++i) state = step(state, 0);
    if (state != x) return false;
  }
  return true;
}
static_assert(eight_steps_change_nothing());

constexpr std::array<std::string_view, 5> kNames{"hj212", "modbus", "modbus_swapped",
                                                 "modbus_either", "wrong"};

uint16_t swapped(uint16_t crc) {
  return static_cast<uint16_t>(crc << 8 | crc >> 8);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

uint16_t crc_hj212(std::string_view segment) {
  if (segment.empty()) return 0xFFFF;
  const char* at = segment.data();
  const char* end = at + segment.size();
  const char* words = at + segment.size() % 8;
  uint16_t crc = 0xFFFF;
  for (; at != words; ++at)
    crc = kTable[static_cast<uint8_t>(crc >> 8 ^ static_cast<uint8_t>(*at))];
  if (words == end) return crc;
  uint64_t fold = 0;
  for (; at != end; at += 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    fold ^= word;
  }
  std::array<uint8_t, 8> bytes;
  std::memcpy(bytes.data(), &fold, 8);
  for (uint8_t byte : bytes) crc = kTable[static_cast<uint8_t>(crc >> 8 ^ byte)];
  return crc;
}

uint16_t crc_modbus(std::string_view segment) {
  uint16_t crc = 0xFFFF;
  for (char c : segment)
    crc = static_cast<uint16_t>(crc >> 8 ^
                                kTable[static_cast<uint8_t>(crc ^ static_cast<uint8_t>(c))]);
  return crc;
}

std::string_view name(CrcVariant variant) {
  return kNames[static_cast<size_t>(variant)];
}

std::optional<CrcVariant> crc_variant(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<CrcVariant>(i);
  return std::nullopt;
}

std::optional<uint16_t> parse_crc(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  int crc = 0;
  for (char c : text) {
    int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    crc = crc * 16 + digit;
  }
  return static_cast<uint16_t>(crc);
}

CrcVariant check_crc(std::string_view segment, std::string_view text) {
  auto sent = parse_crc(text);
  if (!sent) return CrcVariant::wrong;
  if (*sent == crc_hj212(segment)) return CrcVariant::hj212;
  auto modbus = crc_modbus(segment);
  if (*sent == modbus)
    return modbus == swapped(modbus) ? CrcVariant::modbus_either : CrcVariant::modbus;
  return *sent == swapped(modbus) ? CrcVariant::modbus_swapped : CrcVariant::wrong;
}

std::string crc_text(std::string_view segment, CrcVariant variant) {
  uint16_t crc = variant == CrcVariant::hj212 ? crc_hj212(segment) : crc_modbus(segment);
  return fmt::format("{:04X}", variant == CrcVariant::modbus_swapped ? swapped(crc) : crc);
}

}  // namespace qs::gateway::hj212
