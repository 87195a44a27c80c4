#include "edge/gateway/file/time_format.h"

#include <charconv>
#include <cmath>

namespace qs::gateway {
namespace {

using namespace std::chrono;

constexpr std::string_view kDirectives = "YmdHMS";
constexpr std::string_view kExcel = "excel";

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;

  int& of(char directive) {
    int* const fields[] = {&year, &month, &day, &hour, &minute, &second};
    return *fields[kDirectives.find(directive)];
  }
  std::optional<Instant> instant(Millis zone) const {
    auto date = std::chrono::year{year} / month / day;
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} - zone;
  }
};

// Takes up to `most` digits (exactly `most` for a year) off the front; false when there are none.
bool take_digits(std::string_view& text, size_t most, bool exactly, int& out) {
  size_t n = 0;
  out = 0;
  while (n < most && n < text.size() && text[n] >= '0' && text[n] <= '9')
    out = out * 10 + (text[n++] - '0');
  text.remove_prefix(n);
  return exactly ? n == most : n > 0;
}

std::optional<Instant> parse_excel(std::string_view text, Millis zone) {
  constexpr double kMost = 2'958'466;  // 10000-01-01
  double serial = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), serial);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(serial >= 1 && serial < kMost)) return std::nullopt;
  auto whole_seconds = std::llround(serial * 86'400);  // what Excel shows
  return sys_days{1899y / December / 30} + seconds{whole_seconds} - zone;
}

}  // namespace

std::optional<Instant> parse_time(std::string_view text, std::string_view format, Millis zone) {
  if (format == kExcel) return parse_excel(text, zone);
  Parts parts;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%' && i + 1 < format.size()) {
      char directive = format[++i];
      bool is_year = directive == 'Y';
      if (!take_digits(text, is_year ? 4 : 2, is_year, parts.of(directive))) return std::nullopt;
    } else {
      if (!text.starts_with(format[i])) return std::nullopt;
      text.remove_prefix(1);
    }
  }
  return text.empty() ? parts.instant(zone) : std::nullopt;
}

bool is_time_format(std::string_view format) {
  if (format == kExcel) return true;
  std::string seen;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (++i == format.size() || kDirectives.find(format[i]) == std::string_view::npos) return false;
    if (seen.find(format[i]) != std::string::npos) return false;
    seen += format[i];
  }
  for (char needed : std::string_view("Ymd"))
    if (seen.find(needed) == std::string::npos) return false;
  return true;
}

ReadTime parse_time(std::string_view text, std::span<const std::string> formats, Millis zone) {
  ReadTime read;
  for (const auto& format : formats) {
    auto time = parse_time(text, format, zone);
    if (!time) continue;
    if (read.time && *read.time != *time) return {std::nullopt, TimeFault::ambiguous};
    read.time = time;
  }
  return read;
}

}  // namespace qs::gateway
