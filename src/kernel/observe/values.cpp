#include "kernel/observe/values.h"

#include <algorithm>
#include <cmath>

namespace qs::observe {

bool is_amount(double value) {
  return std::isfinite(value) && std::abs(value) <= kMostAmount;
}

std::optional<double> counted(const Sample& s, const Treatment& treatment) {
  if (!counts(s.mark) || !is_amount(s.value)) return std::nullopt;
  return s.mark == Mark::below_detection ? s.value * treatment.below_detection_share : s.value;
}

Tally tally(std::span<const Sample> samples, const Treatment& treatment) {
  Tally t;
  t.values.reserve(samples.size());
  for (const auto& s : samples) {
    ++t.received;
    if (auto value = counted(s, treatment)) t.values.push_back(*value);
  }
  return t;
}

std::span<const Sample> inside(std::span<const Sample> samples, Span span) {
  auto first = std::ranges::lower_bound(samples, to_ms(span.from), {}, &Sample::time);
  auto last = std::ranges::lower_bound(samples, to_ms(span.until), {}, &Sample::time);
  return {first, last};
}

}  // namespace qs::observe
