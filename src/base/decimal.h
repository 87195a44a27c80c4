// Decimal arithmetic where a standard rounds: GB/T 8170 half-even, once, on decimal digits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace qs {

__extension__ typedef __int128 Int128;

Int128 power_of_ten(int n);  // 0 <= n <= 38

// units × 10^-scale, exact. Made from text or from the shortest decimal that names a double.
struct Decimal {
  Int128 units = 0;
  int scale = 0;

  static std::optional<Decimal> parse(std::string_view text);  // plain or exponent form
  static Decimal of(double value);                             // value must be finite
  double value() const;
};

// GB/T 8170: round half to even at `places` decimals (may be negative).
double round_half_even(double value, int places);
Decimal round_half_even(const Decimal& value, int places);
// The exact mean of the values rounded half-even once. values must not be empty.
double mean_half_even(std::span<const double> values, int places);
// Shortest text that reads back as the same double; with `places` >= 0 exactly that many decimals.
std::string to_text(double value, int places = -1);

}  // namespace qs
