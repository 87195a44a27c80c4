#include "exhibit/photo.h"

#include <gtest/gtest.h>
#include <webp/encode.h>

#include "unit/exhibit/pictures.h"

namespace qs::exhibit {
namespace {

using namespace testing;

struct Seen {
  int width = 0, height = 0;
  std::vector<uint8_t> rows;
  // Of the quarters, row by row: is it red?
  std::string quarters() const {
    std::string out;
    for (int y : {height / 4, 3 * height / 4})
      for (int x : {width / 4, 3 * width / 4})
        out += rows[static_cast<size_t>((y * width + x) * 3)] > 128 ? 'R' : '.';
    return out;
  }
};

Seen look(const Result<std::string>& jpeg) {
  Seen seen;
  if (!jpeg) return seen;
  auto bytes = reinterpret_cast<const unsigned char*>(jpeg->data());
  auto handle = tjInitDecompress();
  int sampling = 0, space = 0;
  tjDecompressHeader3(handle, bytes, jpeg->size(), &seen.width, &seen.height, &sampling, &space);
  seen.rows.resize(static_cast<size_t>(seen.width * seen.height * 3));
  tjDecompress2(handle, bytes, jpeg->size(), seen.rows.data(), seen.width, 0, seen.height, TJPF_RGB,
                0);
  tjDestroy(handle);
  return seen;
}

std::string webp(int width, int height) {
  auto rows = red_corner(width, height);
  uint8_t* bytes = nullptr;
  auto size = WebPEncodeRGB(rows.data(), width, height, width * 3, 90, &bytes);
  std::string out(reinterpret_cast<char*>(bytes), size);
  WebPFree(bytes);
  return out;
}

// The head of a PNG that claims a size, with the checksum that belongs to it.
std::string png_of(uint32_t width, uint32_t height) {
  auto head = "IHDR" + big(width, 4) + big(height, 4) + std::string("\x08\x02\0\0\0", 5);
  uint32_t sum = ~0u;
  for (unsigned char c : head) {
    sum ^= c;
    for (int i = 0; i < 8; ++i) sum = sum & 1 ? (sum >> 1) ^ 0xEDB88320u : sum >> 1;
  }
  return "\x89PNG\r\n\x1A\n" + big(13, 4) + head + big(~sum, 4) + big(1, 4) + "IDAT";
}

TEST(Photo, ThumbnailsOfAllKindsAreBoundedAndAlike) {
  struct {
    std::string bytes, type;
  } photos[] = {{jpeg(1600, 900), "image/jpeg"},
                {jpeg(1600, 900, TJFLAG_PROGRESSIVE), "image/jpeg"},
                {png(1600, 900), "image/png"},
                {webp(1600, 900), "image/webp"}};
  for (const auto& [bytes, type] : photos) {
    auto photo = read_photo(bytes, type);
    ASSERT_TRUE(photo) << type;
    EXPECT_EQ(photo->width, 1600);
    EXPECT_EQ(photo->height, 900);
    auto seen = look(thumbnail(bytes, type));
    EXPECT_EQ(seen.width, 320) << type;
    EXPECT_EQ(seen.height, 180) << type;
    EXPECT_EQ(seen.quarters(), "R...") << type;
  }
}

TEST(Photo, ASmallOneStaysAsLargeAsItIs) {
  auto seen = look(thumbnail(jpeg(40, 20), "image/jpeg"));
  EXPECT_EQ(seen.width, 40);
  EXPECT_EQ(seen.height, 20);
  EXPECT_EQ(look(thumbnail(png(3000, 1), "image/png")).height, 1);
}

TEST(Photo, StandsUprightHoweverTheCameraWasHeld) {
  // Where the first pixel of the file belongs: EXIF 2.32, 4.6.4 A.
  std::string corner[] = {"R...", ".R..", "...R", "..R.", "R...", ".R..", "...R", "..R."};
  for (uint16_t orientation = 1; orientation <= 8; ++orientation) {
    auto bytes = with_exif(jpeg(640, 320), {.orientation = orientation});
    auto seen = look(thumbnail(bytes, "image/jpeg"));
    bool swapped = orientation >= 5;
    EXPECT_EQ(seen.width, swapped ? 160 : 320) << orientation;
    EXPECT_EQ(seen.height, swapped ? 320 : 160) << orientation;
    EXPECT_EQ(seen.quarters(), corner[orientation - 1]) << orientation;
    EXPECT_EQ(read_photo(bytes, "image/jpeg")->width, swapped ? 320 : 640) << orientation;
  }
}

TEST(Photo, TheThumbnailTellsNothingOfTheTaker) {
  auto bytes = with_exif(jpeg(640, 320), {1, {taken("2026:05:01 08:30:00")}, guancheng()});
  EXPECT_TRUE(read_photo(bytes, "image/jpeg")->exif.place);
  EXPECT_EQ(thumbnail(bytes, "image/jpeg")->find("Exif"), std::string::npos);
}

TEST(Photo, OneThatUnpacksToTooMuchIsRefusedByItsHead) {
  auto bomb = read_photo(png_of(30'000, 30'000), "image/png");
  ASSERT_FALSE(bomb);
  EXPECT_NE(bomb.error().text.find("30000 × 30000"), std::string::npos) << bomb.error().text;
  EXPECT_FALSE(thumbnail(png_of(30'000, 30'000), "image/png"));
  EXPECT_TRUE(read_photo(png_of(4000, 3000), "image/png"));
}

TEST(Photo, OneThatIsNoneIsRefused) {
  EXPECT_FALSE(read_photo("\xFF\xD8\xFF<html>", "image/jpeg"));
  EXPECT_FALSE(read_photo("\x89PNG\r\n\x1A\npixels", "image/png"));
  EXPECT_FALSE(read_photo("RIFF....WEBPVP8 ", "image/webp"));
  EXPECT_FALSE(thumbnail(png_of(40, 30), "image/png"));  // a head without pixels
}

TEST(Photo, ACutOffOneIsShownAsFarAsItGoes) {
  auto whole = jpeg(640, 480);
  EXPECT_EQ(look(thumbnail(whole.substr(0, whole.size() * 3 / 4), "image/jpeg")).width, 320);
}

}  // namespace
}  // namespace qs::exhibit
