#include "edge/gateway/hj212/compose.h"

#include <fmt/format.h>

namespace qs::gateway::hj212 {

CpWriter& CpWriter::add(std::string_view key, std::string_view value) {
  auto factor = key.find('-') == key.npos ? std::string_view{} : key.substr(0, key.find('-'));
  if (!text_.empty()) text_ += !factor.empty() && factor == factor_ ? ',' : ';';
  factor_ = factor;
  text_.append(key).append("=").append(value);
  return *this;
}

std::string compose_segment(const Composition& frame) {
  std::string text;
  text.reserve(160 + frame.cp.size());
  auto field = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) text.append(key).append("=").append(value).append(";");
  };
  field("QN", frame.qn);
  field("ST", frame.st);
  field("CN", frame.cn);
  field("PW", frame.pw);
  field("MN", frame.mn);
  int flag = version_bits(frame.dialect) + (frame.packets > 0 ? 2 : 0) + (frame.answer ? 1 : 0);
  text += fmt::format("Flag={};", flag);
  if (frame.resent && frame.dialect == Dialect::hj2025) text += "RF=1;";
  if (frame.packets > 0) text += fmt::format("PNUM={};PNO={};", frame.packets, frame.packet);
  return text.append("CP=&&").append(frame.cp).append("&&");
}

std::string compose(const Composition& frame, Sm4* key) {
  return build_frame(compose_segment(frame), frame.crc, key);
}

std::string build_frame(std::string_view segment, CrcVariant crc, Sm4* key) {
  auto frame = fmt::format("##{:04}{}{}\r\n", segment.size(), segment, crc_text(segment, crc));
  auto cp = find_cp(segment);
  if (key != nullptr && cp.found) key->encrypt(std::span(frame).subspan(6 + cp.begin, cp.size));
  return frame;
}

}  // namespace qs::gateway::hj212
