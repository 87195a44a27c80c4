// 照片: its size, what EXIF says of it, and a small picture of it. The original is never changed.
#pragma once

#include <string>
#include <string_view>

#include "exhibit/exif.h"

namespace qs::exhibit {

// What a picture may unpack to. A JPEG is unpacked at an eighth of its size at least; the others
// as a whole, so less is taken of them.
inline constexpr int64_t kMostJpegPixels = 64'000'000;
inline constexpr int64_t kMostOtherPixels = 24'000'000;
inline constexpr int kThumbnailSide = 320;  // pixels of the longer side, never larger than it was

struct Photo {
  int width = 0, height = 0;  // pixels, as it stands upright
  Exif exif;                  // of a JPEG; other kinds say nothing
};

// `type` is image/jpeg, image/png or image/webp. Faults: its head cannot be read, too many pixels.
Result<Photo> read_photo(std::string_view bytes, std::string_view type);
// A JPEG that stands upright, without EXIF, its longer side at most `side` pixels. A photo that is
// cut off is shown as far as it goes. Faults: as of read_photo, and pixels that cannot be read.
Result<std::string> thumbnail(std::string_view bytes, std::string_view type,
                              int side = kThumbnailSide);

}  // namespace qs::exhibit
