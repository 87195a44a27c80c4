// Places as the sources give them. WGS 84 and CGCS2000 are the same here (centimetres apart);
// GCJ-02 and BD-09 are shifted by hundreds of metres.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace qs {

struct LonLat {  // degrees
  double lon = 0, lat = 0;
};
bool in_china(LonLat place);  // within the box around it

enum class Datum : uint8_t { cgcs2000, gcj02, bd09 };
std::optional<Datum> datum_of(std::string_view name);  // "CGCS2000", "WGS84", "GCJ02", "BD09"
// By the published approximation, good to some metres; outside China: as it is.
LonLat to_cgcs2000(Datum from, LonLat place);

}  // namespace qs
