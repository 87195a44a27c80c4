#include "base/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/result.h"

namespace qs {
namespace {

constexpr int kMaxScale = 18;   // beyond this a measured value has no meaning
constexpr int kMaxDigits = 27;  // keeps sums of 10^9 values inside 128 bits

// numerator / denominator, half to even; denominator > 0.
Int128 divide_half_even(Int128 numerator, Int128 denominator) {
  Int128 quotient = numerator / denominator, rest = numerator % denominator;
  Int128 twice = rest < 0 ? -rest * 2 : rest * 2;
  bool odd = quotient % 2 != 0;
  if (twice > denominator || (twice == denominator && odd)) quotient += numerator < 0 ? -1 : 1;
  return quotient;
}

Decimal rescale(const Decimal& d, int places) {
  if (places >= d.scale) return {d.units * power_of_ten(places - d.scale), places};
  return {divide_half_even(d.units, power_of_ten(d.scale - places)), places};
}

}  // namespace

Int128 power_of_ten(int n) {
  Int128 p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal d;
  size_t i = 0;
  bool negative = i < text.size() && text[i] == '-';
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  int digits = 0, seen = 0;
  bool point = false;
  for (; i < text.size(); ++i) {
    char c = text[i];
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      ++seen;
      if (digits >= kMaxDigits || (point && d.scale >= kMaxScale)) {
        if (!point) return std::nullopt;
        continue;  // digits beyond the meaning of any measurement
      }
      d.units = d.units * 10 + (c - '0');
      if (d.units != 0) ++digits;
      if (point) ++d.scale;
    } else {
      break;
    }
  }
  if (seen == 0) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    int exponent = 0;
    auto from = text.data() + i + 1, to = text.data() + text.size();
    if (from < to && *from == '+') ++from;
    auto [end, fault] = std::from_chars(from, to, exponent);
    if (fault != std::errc{} || end != to || exponent > 18 || exponent < -300) return std::nullopt;
    d.scale -= exponent;
    if (d.scale < 0) d = {d.units * power_of_ten(-d.scale), 0};
    if (d.scale > kMaxScale) {
      int drop = std::min(d.scale - kMaxScale, 37);
      d = {divide_half_even(d.units, power_of_ten(drop)), kMaxScale};
    }
  }
  if (negative) d.units = -d.units;
  return d;
}

Decimal Decimal::of(double value) {
  char text[40];
  auto [end, fault] = std::to_chars(text, text + sizeof text, value);
  check(fault == std::errc{}, "decimal of a double");
  auto d = parse({text, static_cast<size_t>(end - text)});
  check(d.has_value(), "decimal of a finite, measurable double");
  return *d;
}

double Decimal::value() const {
  char text[64];
  auto negative = units < 0;
  auto rest = negative ? -units : units;
  char* p = text + sizeof text;
  do {
    *--p = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  auto digits = std::string(p, static_cast<size_t>(text + sizeof text - p));
  auto full = fmt::format("{}{}e{}", negative ? "-" : "", digits, -scale);
  double out = 0;
  std::from_chars(full.data(), full.data() + full.size(), out);
  return out;
}

Decimal round_half_even(const Decimal& value, int places) {
  return rescale(value, places);
}

double round_half_even(double value, int places) {
  if (!std::isfinite(value)) return value;
  return rescale(Decimal::of(value), places).value();
}

double mean_half_even(std::span<const double> values, int places) {
  check(!values.empty(), "mean of no values");
  int scale = std::max(0, places);
  for (double v : values) scale = std::max(scale, Decimal::of(v).scale);
  Int128 sum = 0;
  for (double v : values) sum += rescale(Decimal::of(v), scale).units;
  auto denominator = static_cast<Int128>(values.size()) * power_of_ten(scale - places);
  return Decimal{divide_half_even(sum, denominator), places}.value();
}

std::string to_text(double value, int places) {
  if (places >= 0) return fmt::format("{:.{}f}", round_half_even(value, places), places);
  return fmt::format("{}", value);
}

}  // namespace qs
