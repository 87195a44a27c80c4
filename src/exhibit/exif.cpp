#include "exhibit/exif.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <memory>

namespace qs::exhibit {
namespace {

class Tags {
 public:
  explicit Tags(std::string_view jpeg) : data_(exif_data_new(), &exif_data_unref) {
    if (!data_) return;
    // Otherwise the library adds what a camera ought to have written.
    exif_data_unset_option(data_.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(data_.get(), reinterpret_cast<const unsigned char*>(jpeg.data()),
                        static_cast<unsigned>(jpeg.size()));
    order_ = exif_data_get_byte_order(data_.get());
  }

  // Empty: it is not there, or is no text.
  std::string_view text(ExifIfd ifd, int tag) const {
    auto entry = find(ifd, tag, EXIF_FORMAT_ASCII);
    if (!entry) return {};
    std::string_view text(reinterpret_cast<const char*>(entry->data), entry->size);
    return text.substr(0, text.find('\0'));
  }
  std::optional<int> number(ExifIfd ifd, int tag) const {
    auto entry = find(ifd, tag, EXIF_FORMAT_SHORT);
    if (!entry || entry->size < 2) return std::nullopt;
    return exif_get_short(entry->data, order_);
  }
  // Degrees, minutes and seconds as one figure.
  std::optional<double> degrees(int tag) const {
    constexpr std::array<double, 3> kParts{1, 60, 3600};
    constexpr size_t kRational = 8;  // bytes
    auto entry = find(EXIF_IFD_GPS, tag, EXIF_FORMAT_RATIONAL);
    if (!entry || entry->size < kParts.size() * kRational) return std::nullopt;
    double sum = 0;
    for (size_t i = 0; i < kParts.size(); ++i) {
      auto part = exif_get_rational(entry->data + i * kRational, order_);
      if (part.denominator == 0) return std::nullopt;
      sum += part.numerator / (part.denominator * kParts[i]);
    }
    return sum;
  }

 private:
  const ExifEntry* find(ExifIfd ifd, int tag, ExifFormat format) const {
    if (!data_) return nullptr;
    auto entry = exif_content_get_entry(data_->ifd[ifd], static_cast<ExifTag>(tag));
    return entry && entry->format == format && entry->data ? entry : nullptr;
  }

  std::unique_ptr<ExifData, decltype(&exif_data_unref)> data_;
  ExifByteOrder order_ = EXIF_BYTE_ORDER_INTEL;
};

// "+08:00"; nullopt: not said, or no such offset.
std::optional<std::chrono::minutes> offset_of(std::string_view text) {
  constexpr std::chrono::minutes kFarthest = std::chrono::hours{14};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  int figure = 0;
  for (char c : {text[1], text[2], text[4], text[5]}) {
    if (c < '0' || c > '9') return std::nullopt;
    figure = figure * 10 + (c - '0');
  }
  std::chrono::minutes offset{figure / 100 * 60 + figure % 100};
  if (offset > kFarthest || figure % 100 > 59) return std::nullopt;
  return text[0] == '-' ? -offset : offset;
}

// "2026:05:01 08:30:00"
std::optional<Instant> taken_at(const Tags& tags) {
  auto text = tags.text(EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL);
  constexpr std::string_view kShape = "0000:00:00 00:00:00";
  if (text.size() != kShape.size()) return std::nullopt;
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !is_digit : text[i] != kShape[i]) return std::nullopt;
    if (is_digit) digits += text[i];
  }
  auto local = parse_compact(digits);
  if (!local) return std::nullopt;
  auto offset = offset_of(tags.text(EXIF_IFD_EXIF, EXIF_TAG_OFFSET_TIME_ORIGINAL));
  return *local + kOffset - offset.value_or(kOffset);
}

// Cameras without a fix write zeros: nothing of ours lies there.
std::optional<LonLat> place(const Tags& tags) {
  auto lon = tags.degrees(EXIF_TAG_GPS_LONGITUDE), lat = tags.degrees(EXIF_TAG_GPS_LATITUDE);
  auto east = tags.text(EXIF_IFD_GPS, EXIF_TAG_GPS_LONGITUDE_REF);
  auto north = tags.text(EXIF_IFD_GPS, EXIF_TAG_GPS_LATITUDE_REF);
  if (!lon || !lat || (*lon == 0 && *lat == 0)) return std::nullopt;
  if ((east != "E" && east != "W") || (north != "N" && north != "S")) return std::nullopt;
  if (*lon > 180 || *lat > 90) return std::nullopt;
  return LonLat{east == "E" ? *lon : -*lon, north == "N" ? *lat : -*lat};
}

}  // namespace

Exif read_exif(std::string_view jpeg) {
  if (jpeg.size() > UINT_MAX) return {};
  Tags tags(jpeg);
  auto orientation = tags.number(EXIF_IFD_0, EXIF_TAG_ORIENTATION).value_or(kUpright);
  return {taken_at(tags), place(tags),
          orientation >= 1 && orientation <= 8 ? orientation : kUpright};
}

}  // namespace qs::exhibit
