// The data segment: header fields and CP pairs as views into the frame's bytes, nothing copied.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "edge/gateway/hj212/deviation.h"

namespace qs::gateway::hj212 {

enum class Dialect : uint8_t { hjt2005, hj2017, hj2025 };
std::string_view name(Dialect dialect);  // "2005"
std::optional<Dialect> dialect_of(std::string_view name);

// Flag = version bits, D (packets are numbered), A (an answer is wanted). 5.2 of both editions.
struct Flag {
  int value = 0;
  Dialect dialect() const;  // a version of the future reads as the newest
  bool split() const { return (value & 2) != 0; }
  bool answer() const { return (value & 1) != 0; }
};
int version_bits(Dialect dialect);  // Flag of an answer: 0, 4 or 8

struct Pair {
  std::string_view key, value;
  char separator = ';';  // what stands before it
  bool operator==(const Pair&) const = default;
};

struct Segment {
  std::optional<std::string_view> qn, st, cn, pw, mn, flag, pnum, pno, rf;
  std::vector<Pair> pairs;  // in order, doubles kept
  std::string_view cp;      // between the "&&"
  Deviations deviations;

  Flag flags() const;   // no Flag: 2005, no answer wanted
  int command() const;  // -1: none or no number
};

// A frame of more pairs than this is refused: 16 KiB hold no honest one.
inline constexpr size_t kMaxPairs = 4096;

// Reuses `out` (its vector keeps its storage). Never fails: what is not of the form is left out.
// Doubles, any order, "," for ";", trailing and doubled separators and blanks are accepted.
void parse_segment(std::string_view bytes, Segment& out);

// Where CP's text stands in the segment, without the "&&": what SM4 covers.
struct CpSpan {
  size_t begin = 0, size = 0;
  bool found = false, closed = false;
};
CpSpan find_cp(std::string_view segment);

}  // namespace qs::gateway::hj212
