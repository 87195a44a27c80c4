#include "kernel/report/clean.h"

#include <algorithm>
#include <array>

namespace qs::report {
namespace {

// U+200E, U+200F, U+202A–U+202E, U+2066–U+2069, U+FEFF and U+2028, U+2029, which break lines of
// exports.
constexpr std::array<std::string_view, 14> kMarks{"\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
                                                  "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
                                                  "\u2069", "\ufeff", "\u2028", "\u2029"};

bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

}  // namespace

std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    auto mark = std::find_if(kMarks.begin(), kMarks.end(),
                             [&](std::string_view m) { return text.starts_with(m); });
    if (mark != kMarks.end()) {
      text.remove_prefix(mark->size());
      continue;
    }
    if (text.starts_with("\xc2") && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xa0) {
      text.remove_prefix(2);  // U+0080–U+009F
      continue;
    }
    if (!is_control(static_cast<unsigned char>(text[0]))) out += text[0];
    text.remove_prefix(1);
  }
  constexpr std::string_view kBlank = " \t\n";
  auto from = out.find_first_not_of(kBlank);
  if (from == out.npos) return {};
  return out.substr(from, out.find_last_not_of(kBlank) - from + 1);
}

size_t characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace qs::report
