// 格式: the files that records come in and go out as.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace qs::exchange {

enum class Format : uint8_t { xlsx, csv, geojson, json };

std::string_view name(Format format);  // also the ending of a file's name
std::optional<Format> format_of(std::string_view name);
std::string_view media_type(Format format);

}  // namespace qs::exchange
