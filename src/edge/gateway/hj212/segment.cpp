#include "edge/gateway/hj212/segment.h"

#include <algorithm>
#include <array>

#include "edge/gateway/hj212/items.h"
#include "edge/gateway/hj212/letters.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::array<std::string_view, 3> kNames{"2005", "2017", "2025"};  // of dialects

using Field = std::optional<std::string_view> Segment::*;

struct FieldName {
  std::string_view name;
  Field field;
};

// In the order of the standard; RF is 2025's own.
constexpr std::array<FieldName, 9> kFields{{{"QN", &Segment::qn},
                                            {"ST", &Segment::st},
                                            {"CN", &Segment::cn},
                                            {"PW", &Segment::pw},
                                            {"MN", &Segment::mn},
                                            {"Flag", &Segment::flag},
                                            {"PNUM", &Segment::pnum},
                                            {"PNO", &Segment::pno},
                                            {"RF", &Segment::rf}}};
constexpr size_t kPnum = 6, kPno = 7, kRf = 8;

// The index of a header field, or kFields.size().
size_t field_at(std::string_view key, Deviations& deviations) {
  for (size_t i = 0; i < kFields.size(); ++i)
    if (kFields[i].name == key) return i;
  for (size_t i = 0; i < kFields.size(); ++i) {
    if (!same_letters(kFields[i].name, key)) continue;
    deviations.add(Deviation::field_case);
    return i;
  }
  return kFields.size();
}

void parse_header(std::string_view text, Segment& out) {
  size_t highest = 0;
  each_item(text, [&](std::string_view key, std::string_view value, char) {
    key = trimmed(key);
    if (key.empty()) return;
    size_t index = field_at(key, out.deviations);
    if (index == kFields.size() || out.*kFields[index].field) return;
    out.*kFields[index].field = trimmed(value);
    if (index < highest && index != kRf)
      out.deviations.add(index == kPnum && highest == kPno ? Deviation::packet_number_irregular
                                                           : Deviation::field_order);
    if (index != kRf) highest = std::max(highest, index);
  });
}

void parse_pairs(Segment& out) {
  out.pairs.clear();
  bool after_empty = false;
  each_item(out.cp, [&](std::string_view key, std::string_view value, char separator) {
    if (key.empty()) {
      if (after_empty) out.deviations.add(Deviation::doubled_separator);
      after_empty = true;
      return;
    }
    if (after_empty) out.deviations.add(Deviation::doubled_separator);
    after_empty = false;
    if (is_blank(key.front()) || is_blank(key.back()) ||
        (!value.empty() && is_blank(value.back()))) {
      out.deviations.add(Deviation::blank_in_item);
      key = trimmed(key);
      while (!value.empty() && is_blank(value.back())) value.remove_suffix(1);
      if (key.empty()) return;
    }
    if (out.pairs.size() < kMaxPairs) out.pairs.push_back({key, value, separator});
  });
  if (after_empty && !out.pairs.empty()) out.deviations.add(Deviation::trailing_separator);
}

bool is_mn(std::string_view mn) {
  bool digits = true;
  for (char c : mn) {
    bool digit = c >= '0' && c <= '9';
    digits &= digit;
    if (!digit && (c < 'A' || c > 'F')) return false;
  }
  return mn.size() == 24 || (mn.size() == 14 && digits);
}

void judge_header(Segment& out) {
  auto note = [&](bool deviates, Deviation kind) {
    if (deviates) out.deviations.add(kind);
  };
  note(!out.qn, Deviation::qn_missing);
  note(out.qn && out.qn->size() == 14, Deviation::qn_short);
  note(!out.flag, Deviation::flag_missing);
  note(out.st && out.st->size() != 2, Deviation::st_irregular);
  note(out.mn && !is_mn(*out.mn), Deviation::mn_irregular);
  note(out.pw && out.pw->size() != 6, Deviation::password_irregular);
  note(out.flags().split() && !out.pnum && !out.pno, Deviation::split_without_numbers);
}

}  // namespace

std::string_view name(Dialect dialect) {
  return kNames[static_cast<size_t>(dialect)];
}

std::optional<Dialect> dialect_of(std::string_view name) {
  auto at = std::ranges::find(kNames, name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<Dialect>(at - kNames.begin());
}

Dialect Flag::dialect() const {
  int version = value >> 2;
  return version <= 0 ? Dialect::hjt2005 : version == 1 ? Dialect::hj2017 : Dialect::hj2025;
}

int version_bits(Dialect dialect) {
  return static_cast<int>(dialect) * 4;
}

Flag Segment::flags() const {
  int value = flag ? whole_number(*flag) : 0;
  return {value >= 0 && value <= 255 ? value : 0};
}

int Segment::command() const {
  return cn ? whole_number(*cn) : -1;
}

CpSpan find_cp(std::string_view segment) {
  for (size_t at = segment.find("CP="); at != segment.npos; at = segment.find("CP=", at + 1)) {
    if (at != 0 && segment[at - 1] != ';' && segment[at - 1] != ',' && !is_blank(segment[at - 1]))
      continue;
    size_t begin = at + 3;
    if (segment.substr(begin).starts_with("&&")) begin += 2;
    size_t end = segment.rfind("&&");
    if (end == segment.npos || end < begin) {
      end = segment.size();
      if (end > begin && segment[end - 1] == '&') --end;  // half of the closing sign
      return {begin, end - begin, true, false};
    }
    return {begin, end - begin, true, true};
  }
  return {};
}

void parse_segment(std::string_view bytes, Segment& out) {
  auto pairs = std::move(out.pairs);
  out = Segment{};
  out.pairs = std::move(pairs);
  auto cp = find_cp(bytes);
  if (cp.found) {
    out.cp = bytes.substr(cp.begin, cp.size);
    parse_header(bytes.substr(0, bytes.rfind("CP=", cp.begin)), out);
    if (!cp.closed)
      out.deviations.add(Deviation::cp_unclosed);
    else if (cp.begin + cp.size + 2 < bytes.size())
      parse_header(bytes.substr(cp.begin + cp.size + 2), out);
  } else {
    parse_header(bytes, out);
  }
  parse_pairs(out);
  judge_header(out);
  if (bytes.size() > 1024) out.deviations.add(Deviation::segment_over_1024);
}

}  // namespace qs::gateway::hj212
