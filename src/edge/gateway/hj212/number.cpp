#include "edge/gateway/hj212/number.h"

#include <array>
#include <charconv>
#include <cmath>

#include "edge/gateway/hj212/letters.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::array<double, 16> kPower{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr size_t kExactDigits = 15;  // below 2^53: one division rounds once, so it is exact

Number parse_rare(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  if (text.empty()) return {NumberKind::empty, 0};
  double value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault == std::errc::result_out_of_range) return {NumberKind::not_finite, 0};
  if (fault != std::errc{} || end != text.data() + text.size()) return {NumberKind::text, 0};
  if (!std::isfinite(value)) return {NumberKind::not_finite, 0};
  return {NumberKind::number, value};
}

}  // namespace

Number parse_number(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  bool negative = at != end && *at == '-';
  if (negative) ++at;
  if (static_cast<size_t>(end - at) > kExactDigits + 1 || at == end) return parse_rare(text);
  uint64_t digits = 0;
  const char* first = at;
  while (at != end && static_cast<unsigned>(*at - '0') < 10)
    digits = digits * 10 + static_cast<unsigned>(*at++ - '0');
  size_t whole = static_cast<size_t>(at - first), decimals = 0;
  if (at != end && *at == '.') {
    const char* point = at++;
    while (at != end && static_cast<unsigned>(*at - '0') < 10)
      digits = digits * 10 + static_cast<unsigned>(*at++ - '0');
    decimals = static_cast<size_t>(at - point) - 1;
  }
  if (at != end || whole + decimals == 0 || whole + decimals > kExactDigits)
    return parse_rare(text);
  double value = static_cast<double>(digits) / kPower[decimals];
  return {NumberKind::number, negative ? -value : value};
}

}  // namespace qs::gateway::hj212
