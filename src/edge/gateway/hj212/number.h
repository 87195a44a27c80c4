// Numbers as devices send them, read without locale and correctly rounded.
#pragma once

#include <cstdint>
#include <string_view>

namespace qs::gateway::hj212 {

enum class NumberKind : uint8_t {
  number,
  empty,       // nothing or blanks
  not_finite,  // NaN, Inf in any spelling
  text,        // anything else
};

struct Number {
  NumberKind kind = NumberKind::empty;
  double value = 0;  // finite; meaningful for `number` only
};

// Blanks around and a leading '+' are allowed; plain or exponent form.
Number parse_number(std::string_view text);

}  // namespace qs::gateway::hj212
