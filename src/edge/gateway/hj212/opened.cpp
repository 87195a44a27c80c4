#include "edge/gateway/hj212/opened.h"

namespace qs::gateway::hj212 {
namespace {

bool reads_as_text(std::string_view cp) {
  return !has_control(cp) && encoding_of(cp) != Encoding::neither;
}

// The plain segment if the key opens it better than it reads as it came.
bool decrypt(std::string_view segment, const CpSpan& cp, std::string_view crc, bool plain_crc_holds,
             Sm4& key, std::string& plain) {
  plain.assign(segment);
  key.decrypt(std::span(plain).subspan(cp.begin, cp.size));
  bool holds = check_crc(plain, crc) != CrcVariant::wrong;
  // One frame of 256 passes this CRC by chance, so the text must read as well.
  bool reads = reads_as_text(std::string_view(plain).substr(cp.begin, cp.size));
  if (holds != plain_crc_holds) return holds && reads;
  return !reads_as_text(segment.substr(cp.begin, cp.size)) && reads;
}

void note_crc(const Cut& cut, Opened& out) {
  auto& deviations = out.segment.deviations;
  if (out.crc == CrcVariant::modbus || out.crc == CrcVariant::modbus_either)
    deviations.add(Deviation::crc_modbus);
  if (out.crc == CrcVariant::modbus_swapped) deviations.add(Deviation::crc_modbus_swapped);
  for (char c : cut.crc_text)
    if (c >= 'a' && c <= 'f') deviations.add(Deviation::crc_lower_case);
}

void note_frame(const Cut& cut, Opened& out) {
  auto& deviations = out.segment.deviations;
  note_crc(cut, out);
  if (cut.line_end == LineEnd::lf) deviations.add(Deviation::line_feed_only);
  if (cut.line_end == LineEnd::doubled) deviations.add(Deviation::line_end_doubled);
  if (cut.line_end == LineEnd::missing) deviations.add(Deviation::line_end_missing);
  if (!cut.length_ok()) {
    bool counted = cut.announced >= 0 && out.encoding != Encoding::ascii &&
                   static_cast<size_t>(cut.announced) == characters(cut.segment);
    deviations.add(counted ? Deviation::length_in_characters : Deviation::length_off);
  }
  if (out.encoding == Encoding::gbk) deviations.add(Deviation::gbk_text);
  if (out.encrypted && out.segment.flags().dialect() != Dialect::hj2025)
    deviations.add(Deviation::encrypted_before_2025);
}

}  // namespace

void open_frame(const Cut& cut, Sm4* key, Opened& out) {
  out.crc = check_crc(cut.segment, cut.crc_text);
  out.encrypted = out.locked = false;
  out.encoding = Encoding::ascii;
  auto segment = cut.segment;
  if (has_high_bit(segment) || (key != nullptr && out.crc == CrcVariant::wrong)) {
    auto cp = find_cp(segment);
    bool holds = out.crc != CrcVariant::wrong;
    if (key != nullptr && cp.size >= Sm4::kBlock &&
        decrypt(segment, cp, cut.crc_text, holds, *key, out.plain)) {
      out.encrypted = true;
      segment = out.plain;
      out.crc = check_crc(segment, cut.crc_text);
    } else {
      out.locked =
          !holds && cp.size >= Sm4::kBlock && !reads_as_text(segment.substr(cp.begin, cp.size));
    }
    out.encoding = encoding_of(segment);
  }
  parse_segment(segment, out.segment);
  if (out.locked) out.segment.pairs.clear();
  note_frame(cut, out);
}

}  // namespace qs::gateway::hj212
