// One measured figure a line, for tools/bench to gather: name, figure, unit, and what is wished.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string_view>

namespace qs::bench {

struct Wish {
  const char* sense = "-";  // "at least", "at most", "-": none
  double figure = 0;
};
inline Wish at_least(double figure) {
  return {"at least", figure};
}
inline Wish at_most(double figure) {
  return {"at most", figure};
}

inline void figure(std::string_view name, double value, std::string_view unit, Wish wish = {}) {
  fmt::print("figure\t{}\t{:.6g}\t{}\t{}\t{:.6g}\n", name, value, unit, wish.sense, wish.figure);
  std::fflush(stdout);
}

}  // namespace qs::bench
