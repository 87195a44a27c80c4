#include "edge/exchange/format.h"

#include <array>

namespace qs::exchange {
namespace {

struct Known {
  std::string_view name, media_type;
};
constexpr std::array<Known, 4> kKnown{
    {{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
     {"csv", "text/csv; charset=utf-8"},
     {"geojson", "application/geo+json"},
     {"json", "application/json; charset=utf-8"}}};

const Known& known(Format format) {
  return kKnown[static_cast<size_t>(format)];
}

}  // namespace

std::string_view name(Format format) {
  return known(format).name;
}

std::optional<Format> format_of(std::string_view name) {
  for (size_t i = 0; i < kKnown.size(); ++i)
    if (kKnown[i].name == name) return static_cast<Format>(i);
  return std::nullopt;
}

std::string_view media_type(Format format) {
  return known(format).media_type;
}

}  // namespace qs::exchange
