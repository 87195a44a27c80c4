// 物证: what the bytes of a file that somebody hands in say, whatever its sender calls it.
#pragma once

#include <string_view>

#include "base/result.h"

namespace qs::exhibit {

// The MIME type, by the first bytes and, for docx and xlsx, by the parts of the archive. `declared`
// is the sender's Content-Type; empty or application/octet-stream says nothing. Faults: a kind of
// file that is not taken (what runs in a browser or in an office program is not), another type than
// was declared.
Result<std::string_view> type_of(std::string_view bytes, std::string_view declared);

inline bool is_photo(std::string_view type) {
  return type.starts_with("image/");
}
// A browser may show it by itself; anything else is only saved.
bool is_shown(std::string_view type);

}  // namespace qs::exhibit
