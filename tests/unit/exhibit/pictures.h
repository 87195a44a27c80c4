// Pictures made for a test: red in the upper left quarter, blue elsewhere; EXIF written byte by
// byte.
#pragma once

#include <png.h>
#include <turbojpeg.h>

#include <memory>
#include <string>
#include <vector>

namespace qs::exhibit::testing {

inline std::vector<uint8_t> red_corner(int width, int height) {
  std::vector<uint8_t> rows;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      bool red = x < width / 2 && y < height / 2;
      rows.insert(rows.end(), {uint8_t(red ? 255 : 0), 0, uint8_t(red ? 0 : 255)});
    }
  return rows;
}

inline std::string jpeg(int width, int height, int flags = 0) {
  auto rows = red_corner(width, height);
  auto handle = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  tjCompress2(handle, rows.data(), width, 0, height, TJPF_RGB, &bytes, &size, TJSAMP_444, 90,
              flags);
  std::string out(reinterpret_cast<char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(handle);
  return out;
}

inline std::string png(int width, int height) {
  auto rows = red_corner(width, height);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<unsigned>(width);
  image.height = static_cast<unsigned>(height);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&image, nullptr, &size, 0, rows.data(), 0, nullptr);
  std::string out(size, '\0');
  png_image_write_to_memory(&image, out.data(), &size, 0, rows.data(), 0, nullptr);
  return out;
}

// ---- EXIF, big-endian ----

inline std::string big(uint64_t value, int bytes) {
  std::string out;
  while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes) & 0xFF);
  return out;
}

struct Entry {
  uint16_t tag, format;  // 2 ASCII, 3 SHORT, 4 LONG, 5 RATIONAL
  uint32_t count;
  std::string value;
};
inline Entry ascii(uint16_t tag, std::string text) {
  text += '\0';
  auto count = static_cast<uint32_t>(text.size());
  return {tag, 2, count, std::move(text)};
}
inline Entry rationals(uint16_t tag, std::vector<std::pair<uint32_t, uint32_t>> values) {
  Entry out{tag, 5, static_cast<uint32_t>(values.size()), {}};
  for (auto [above, below] : values) out.value += big(above, 4) + big(below, 4);
  return out;
}

// A directory that lies at `at`, with what does not fit in its entries behind it.
inline std::string directory(const std::vector<Entry>& entries, size_t at) {
  auto out = big(entries.size(), 2);
  std::string behind;
  auto begin = at + 2 + 12 * entries.size() + 4;
  for (const auto& e : entries) {
    out += big(e.tag, 2) + big(e.format, 2) + big(e.count, 4);
    auto value = e.value;
    if (value.size() > 4) {
      behind += value;
      value = big(begin + behind.size() - e.value.size(), 4);
    }
    value.resize(4);
    out += value;
  }
  return out + big(0, 4) + behind;
}

struct Said {
  uint16_t orientation = 1;
  std::vector<Entry> taken, gps;
};

// The JPEG with an APP1 segment behind its first marker.
inline std::string with_exif(const std::string& jpeg, const Said& said) {
  constexpr size_t kFirst = 8, kFirstSize = 2 + 3 * 12 + 4;
  auto taken = directory(said.taken, kFirst + kFirstSize);
  auto gps_at = kFirst + kFirstSize + taken.size();
  auto first = directory({{0x0112, 3, 1, big(said.orientation, 2)},
                          {0x8769, 4, 1, big(kFirst + kFirstSize, 4)},
                          {0x8825, 4, 1, big(gps_at, 4)}},
                         kFirst);
  auto tiff = "MM" + big(42, 2) + big(kFirst, 4) + first + taken + directory(said.gps, gps_at);
  auto segment = std::string("Exif\0\0", 6) + tiff;
  return jpeg.substr(0, 2) + "\xFF\xE1" + big(segment.size() + 2, 2) + segment + jpeg.substr(2);
}

// 34°45'00.36" north, 113°40'48" east, as a phone of the district writes it.
inline std::vector<Entry> guancheng() {
  return {ascii(1, "N"), rationals(2, {{34, 1}, {45, 1}, {36, 100}}), ascii(3, "E"),
          rationals(4, {{113, 1}, {40, 1}, {4800, 100}})};
}
inline Entry taken(std::string text) {
  return ascii(0x9003, std::move(text));
}
inline Entry offset(std::string text) {
  return ascii(0x9011, std::move(text));
}

}  // namespace qs::exhibit::testing
