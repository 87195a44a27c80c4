#include "exhibit/photo.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace qs::exhibit {
namespace {

constexpr int kDepth = 3;  // bytes of a pixel: red, green, blue
constexpr int kQuality = 80;

struct Pixels {
  int width = 0, height = 0;
  std::vector<uint8_t> rows;  // without padding

  Pixels(int w, int h)
      : width(w),
        height(h),
        rows(static_cast<size_t>(w) * static_cast<size_t>(h) * static_cast<size_t>(kDepth)) {}
  uint8_t* at(int x, int y) {
    return rows.data() +
           (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)) *
               static_cast<size_t>(kDepth);
  }
  const uint8_t* at(int x, int y) const { return const_cast<Pixels*>(this)->at(x, y); }
  int longer() const { return std::max(width, height); }
};

const uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

struct Size {
  int width = 0, height = 0;
};

// The size at which the longer side is `most`, or the same size when it is no longer.
Size fitted(Size size, int most) {
  auto longer = std::max(size.width, size.height);
  if (longer <= most) return size;
  auto scaled = [&](int side) {
    return std::max(1, static_cast<int>(int64_t{side} * most / longer));
  };
  return {scaled(size.width), scaled(size.height)};
}

// ---- jpeg ----

class Jpeg {
 public:
  explicit Jpeg(tjhandle handle) : handle_(handle) {}
  ~Jpeg() { tjDestroy(handle_); }
  Jpeg(const Jpeg&) = delete;
  Jpeg& operator=(const Jpeg&) = delete;

  Result<Size> size(std::string_view bytes) const {
    Size size;
    int sampling = 0, space = 0;
    if (tjDecompressHeader3(handle_, bytes_of(bytes), bytes.size(), &size.width, &size.height,
                            &sampling, &space) != 0)
      return unreadable();
    return size;
  }

  // At the smallest scale at which the longer side is no smaller than `least`.
  Result<Pixels> unpack(std::string_view bytes, Size size, int least) const {
    auto longer = std::max(size.width, size.height);
    tjscalingfactor scale{1, 1};
    for (auto factor : {tjscalingfactor{1, 2}, {1, 4}, {1, 8}})
      if (TJSCALED(longer, factor) >= least) scale = factor;
    Pixels pixels(TJSCALED(size.width, scale), TJSCALED(size.height, scale));
    // Many scans of a progressive picture are a way to burn time.
    auto done = tjDecompress2(handle_, bytes_of(bytes), bytes.size(), pixels.rows.data(),
                              pixels.width, 0, pixels.height, TJPF_RGB, TJFLAG_LIMITSCANS);
    if (done != 0 && tjGetErrorCode(handle_) == TJERR_FATAL) return unreadable();
    return pixels;
  }

  Result<std::string> pack(const Pixels& pixels) const {
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    auto done = tjCompress2(handle_, pixels.rows.data(), pixels.width, 0, pixels.height, TJPF_RGB,
                            &bytes, &size, TJSAMP_420, kQuality, 0);
    std::unique_ptr<unsigned char, decltype(&tjFree)> kept(bytes, &tjFree);
    if (done != 0) return unreadable();
    return std::string(reinterpret_cast<const char*>(bytes), size);
  }

 private:
  tl::unexpected<Error> unreadable() const {
    return fail(fmt::format("the photo cannot be read: {}", tjGetErrorStr2(handle_)));
  }
  tjhandle handle_;
};

// ---- png ----

class Png {
 public:
  explicit Png(std::string_view bytes) {
    image_.version = PNG_IMAGE_VERSION;
    read_ = png_image_begin_read_from_memory(&image_, bytes.data(), bytes.size()) != 0;
    image_.format = PNG_FORMAT_RGB;
  }
  ~Png() { png_image_free(&image_); }
  Png(const Png&) = delete;
  Png& operator=(const Png&) = delete;

  Result<Size> size() const {
    if (!read_) return unreadable();
    return Size{static_cast<int>(image_.width), static_cast<int>(image_.height)};
  }
  Result<Pixels> unpack() {
    constexpr png_color kWhite{255, 255, 255};  // behind what is transparent
    Pixels pixels(static_cast<int>(image_.width), static_cast<int>(image_.height));
    if (!png_image_finish_read(&image_, &kWhite, pixels.rows.data(), 0, nullptr))
      return unreadable();
    return pixels;
  }

 private:
  tl::unexpected<Error> unreadable() const {
    return fail(fmt::format("the photo cannot be read: {}", image_.message));
  }
  png_image image_{};
  bool read_ = false;
};

// ---- webp ----

Result<Size> webp_size(std::string_view bytes) {
  Size size;
  if (!WebPGetInfo(bytes_of(bytes), bytes.size(), &size.width, &size.height))
    return fail("the photo cannot be read: no head of a WebP");
  return size;
}

Result<Pixels> unpack_webp(std::string_view bytes, Size size, int side) {
  auto small = fitted(size, side);
  Pixels pixels(small.width, small.height);
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return fail("the WebP library is another one");
  config.options.use_scaling = 1;
  config.options.scaled_width = small.width;
  config.options.scaled_height = small.height;
  config.output.colorspace = MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {pixels.rows.data(), small.width * kDepth, pixels.rows.size()};
  auto status = WebPDecode(bytes_of(bytes), bytes.size(), &config);
  if (status != VP8_STATUS_OK)
    return fail(fmt::format("the photo cannot be read: status {}", static_cast<int>(status)));
  return pixels;
}

// ---- all ----

// Each pixel is the mean of those that it stands for.
Pixels shrunk(const Pixels& from, int side) {
  auto [width, height] = fitted({from.width, from.height}, side);
  if (width == from.width && height == from.height) return from;
  Pixels out(width, height);
  auto begin = [](int i, int small, int large) {
    return static_cast<int>(int64_t{i} * large / small);
  };
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      std::array<uint32_t, kDepth> sum{};
      uint32_t count = 0;
      for (int v = begin(y, height, from.height); v < begin(y + 1, height, from.height); ++v)
        for (int u = begin(x, width, from.width); u < begin(x + 1, width, from.width); ++u) {
          for (size_t c = 0; c < kDepth; ++c) sum[c] += from.at(u, v)[c];
          ++count;
        }
      for (size_t c = 0; c < kDepth; ++c) out.at(x, y)[c] = static_cast<uint8_t>(sum[c] / count);
    }
  return out;
}

bool lies(int orientation) {
  return orientation >= 5;
}

// EXIF 2.32, 4.6.4 A: which side of the scene the first row and the first column show.
Pixels upright(const Pixels& from, int orientation) {
  if (orientation == kUpright) return from;
  bool swapped = lies(orientation);
  bool right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  bool down = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Pixels out(swapped ? from.height : from.width, swapped ? from.width : from.height);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      int u = swapped ? y : x, v = swapped ? x : y;
      if (right) u = from.width - 1 - u;
      if (down) v = from.height - 1 - v;
      std::copy_n(from.at(u, v), kDepth, out.at(x, y));
    }
  return out;
}

Result<Size> bounded(Result<Size> size, int64_t most) {
  if (!size) return size;
  if (size->width <= 0 || size->height <= 0) return fail("the photo has no pixels");
  if (int64_t{size->width} * size->height > most)
    return fail(fmt::format("a photo of {} × {} pixels is too large: at most {} million pixels",
                            size->width, size->height, most / 1'000'000));
  return size;
}

Result<Size> size_of(std::string_view bytes, std::string_view type) {
  if (type == "image/jpeg") return bounded(Jpeg(tjInitDecompress()).size(bytes), kMostJpegPixels);
  if (type == "image/png") return bounded(Png(bytes).size(), kMostOtherPixels);
  return bounded(webp_size(bytes), kMostOtherPixels);
}

Result<Pixels> unpack(std::string_view bytes, std::string_view type, Size size, int side) {
  if (type == "image/jpeg") return Jpeg(tjInitDecompress()).unpack(bytes, size, side);
  if (type == "image/png") return Png(bytes).unpack();
  return unpack_webp(bytes, size, side);
}

}  // namespace

Result<Photo> read_photo(std::string_view bytes, std::string_view type) {
  auto size = size_of(bytes, type);
  if (!size) return tl::unexpected(size.error());
  Photo photo{size->width, size->height, {}};
  if (type == "image/jpeg") photo.exif = read_exif(bytes);
  if (lies(photo.exif.orientation)) std::swap(photo.width, photo.height);
  return photo;
}

Result<std::string> thumbnail(std::string_view bytes, std::string_view type, int side) {
  auto size = size_of(bytes, type);
  if (!size) return tl::unexpected(size.error());
  auto pixels = unpack(bytes, type, *size, side);
  if (!pixels) return tl::unexpected(pixels.error());
  auto orientation = type == "image/jpeg" ? read_exif(bytes).orientation : kUpright;
  return Jpeg(tjInitCompress()).pack(upright(shrunk(*pixels, side), orientation));
}

}  // namespace qs::exhibit
