#include "base/duration.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace qs {
namespace {

struct Scale {
  char letter;
  Millis length;
};
constexpr std::array kScales{
    Scale{'d', std::chrono::hours(24)},
    Scale{'h', std::chrono::hours(1)},
    Scale{'m', std::chrono::minutes(1)},
    Scale{'s', std::chrono::seconds(1)},
};

}  // namespace

Result<Millis> parse_duration(std::string_view text) {
  int64_t number = 0;
  auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool one_letter = fault == std::errc{} && rest + 1 == text.data() + text.size();
  for (const auto& scale : kScales) {
    if (!one_letter || *rest != scale.letter || number < 0) continue;
    if (number > Millis(kLongestDuration) / scale.length)
      return fail(fmt::format("the duration '{}' is longer than ten years", text));
    return scale.length * number;
  }
  return fail(fmt::format("'{}' is no duration: a whole number and s, m, h or d", text));
}

std::string duration_text(Millis length) {
  if (length == Millis{0}) return "0m";
  for (const auto& scale : kScales)
    if (length % scale.length == Millis{0})
      return fmt::format("{}{}", length / scale.length, scale.letter);
  return fmt::format("{}ms", length.count());
}

Result<Millis> parse_clock(std::string_view text) {
  auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -100; };
  if (text.size() != 5 || text[2] != ':') return fail(fmt::format("'{}' is no time 08:30", text));
  int hours = digit(0) * 10 + digit(1), minutes = digit(3) * 10 + digit(4);
  if (hours < 0 || hours > 24 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 24 * 60)
    return fail(fmt::format("'{}' is no time 08:30", text));
  return std::chrono::hours{hours} + std::chrono::minutes{minutes};
}

}  // namespace qs
