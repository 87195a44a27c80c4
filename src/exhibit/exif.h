// EXIF of a JPEG: when and where the camera says that it took the picture.
#pragma once

#include <optional>
#include <string_view>

#include "base/geometry.h"
#include "base/time.h"

namespace qs::exhibit {

// How the stored rows must be turned to stand upright: EXIF 2.32, 4.6.4 A, Orientation, 1 to 8.
inline constexpr int kUpright = 1;

struct Exif {
  std::optional<Instant> taken_at;  // DateTimeOriginal; +08:00 unless OffsetTimeOriginal says more
  std::optional<LonLat> place;      // degrees of WGS 84, which agree with CGCS2000 to centimetres
  int orientation = kUpright;
};

// What cannot be read, or cannot be true (a 13th month, 91° north, 0/0), is not there.
Exif read_exif(std::string_view jpeg);

}  // namespace qs::exhibit
