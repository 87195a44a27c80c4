// 开包: a parcel that was opened, for who reads its papers too.
#pragma once

#include <map>

#include "exhibit/parcel.h"

namespace qs::exhibit {

// Every flaw at once, and the bytes of its papers by name (not those of the evidence). No flaws: it
// is as it was made. Faults: no zip, or beyond the bounds.
struct OpenedParcel {
  std::vector<Flaw> flaws;
  std::map<std::string, std::string, std::less<>> papers;
};
Result<OpenedParcel> open_parcel(const std::filesystem::path& file);
Result<OpenedParcel> open_parcel(std::string_view bytes);

}  // namespace qs::exhibit
