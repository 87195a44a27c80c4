// Small questions about the letters of a frame.
#pragma once

#include <charconv>
#include <string_view>

namespace qs::gateway::hj212 {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

inline bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Equal but for upper and lower case (ASCII).
inline bool same_letters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  return true;
}

// The whole text as a decimal number; -1 when it is none.
inline int whole_number(std::string_view text) {
  int value = -1;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() ? value : -1;
}

}  // namespace qs::gateway::hj212
