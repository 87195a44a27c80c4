// Writes frames: answers, commands, forwarded data, and device frames for the simulator.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edge/gateway/hj212/crc.h"
#include "edge/gateway/hj212/segment.h"
#include "edge/gateway/hj212/sm4.h"

namespace qs::gateway::hj212 {

// What a frame shall say. An empty text field is left out.
struct Composition {
  std::string qn{};  // YYYYMMDDhhmmsszzz
  std::string st{}, cn{}, pw{}, mn{};
  Dialect dialect = Dialect::hj2017;
  bool answer = false;          // A bit
  int packets = 0, packet = 0;  // D bit and PNUM, PNO when packets > 0
  bool resent = false;          // RF=1 (2025)
  std::string cp{};             // between the "&&"; items joined by the caller or by CpWriter
  CrcVariant crc = CrcVariant::hj212;
};

// Joins items as the standard wants: "," between keys of one factor, ";" otherwise.
class CpWriter {
 public:
  CpWriter& add(std::string_view key, std::string_view value);  // "DataTime", "a34004-Rtd"
  std::string take() { return std::move(text_); }
  const std::string& text() const { return text_; }

 private:
  std::string text_, factor_;
};

inline constexpr size_t kMaxCp = 950;  // HJ 212-2017 table 3

std::string compose_segment(const Composition& frame);
// The whole frame with length, CRC and CR LF. With a key CP is encrypted after CRC and length.
std::string compose(const Composition& frame, Sm4* key = nullptr);
// Wraps a ready plain segment.
std::string build_frame(std::string_view segment, CrcVariant crc = CrcVariant::hj212,
                        Sm4* key = nullptr);

}  // namespace qs::gateway::hj212
