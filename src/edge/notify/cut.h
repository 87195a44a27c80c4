// Texts of a bounded length.
#pragma once

#include <string>
#include <string_view>

namespace qs::notify {

// At most `longest` bytes of UTF-8 and, where something is missing, an ellipsis; no letter is torn.
inline std::string cut(std::string_view text, size_t longest) {
  if (text.size() <= longest) return std::string(text);
  while (longest > 0 && (text[longest] & 0xC0) == 0x80) --longest;
  return std::string(text.substr(0, longest)) + "…";
}

}  // namespace qs::notify
