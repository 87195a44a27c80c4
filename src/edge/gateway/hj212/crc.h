// Frame checks: the CRC of HJ 212 annex A and the Modbus CRC that some makers send in its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qs::gateway::hj212 {

// HJ 212-2017 annex A: the register is shifted *before* the byte is added, so only the high byte of
// the state lives on (256 different CRCs). Over the plain data segment, without length and trailer.
uint16_t crc_hj212(std::string_view segment);
uint16_t crc_modbus(std::string_view segment);

// Which check four hex digits of a frame are; modbus_either: its two bytes are the same, so that
// nobody can tell their order.
enum class CrcVariant : uint8_t { hj212, modbus, modbus_swapped, modbus_either, wrong };
std::string_view name(CrcVariant variant);  // "modbus_swapped"
std::optional<CrcVariant> crc_variant(std::string_view name);

// Exactly four hex digits of either case, or nullopt.
std::optional<uint16_t> parse_crc(std::string_view text);
CrcVariant check_crc(std::string_view segment, std::string_view text);
std::string crc_text(std::string_view segment, CrcVariant variant);  // upper case

}  // namespace qs::gateway::hj212
