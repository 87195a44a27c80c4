#include "kernel/evaluate/verdict.h"

#include <array>

namespace qs::evaluate {

std::string_view name(Outcome o) {
  static constexpr std::array<std::string_view, 4> kNames{"meets", "exceeds", "no_limit",
                                                          "not_enough_data"};
  return kNames[static_cast<size_t>(o)];
}

}  // namespace qs::evaluate
