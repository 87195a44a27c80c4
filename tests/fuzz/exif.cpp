// A file that somebody hands in as evidence: its type, its EXIF, its thumbnail.
#include "exhibit/file_type.h"
#include "exhibit/photo.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto exif = qs::exhibit::read_exif(bytes);
  if (exif.orientation < 1 || exif.orientation > 8) __builtin_trap();
  if (exif.place && !(exif.place->lon >= -180 && exif.place->lon <= 180)) __builtin_trap();
  if (exif.place && !(exif.place->lat >= -90 && exif.place->lat <= 90)) __builtin_trap();
  auto type = qs::exhibit::type_of(bytes, {});
  if (!type || !qs::exhibit::is_photo(*type)) return 0;
  auto photo = qs::exhibit::read_photo(bytes, *type);
  // Only small ones are unpacked: the fuzzer looks for faults, not for long pictures.
  constexpr int64_t kSmall = 1 << 20;
  if (photo && int64_t{photo->width} * photo->height <= kSmall)
    qs::exhibit::thumbnail(bytes, *type);
  return 0;
}
