#include "kernel/evaluate/composite.h"

#include <algorithm>

#include "base/decimal.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {

Result<Composite> composite_index(const standard::Library& library,
                                  const std::map<std::string, double, std::less<>>& values,
                                  Day law) {
  auto factors = words(library, "air.composite.items", law);
  if (!factors) return tl::unexpected(factors.error());
  auto decimals = integer(library, "air.composite.decimals", law);
  if (!decimals) return tl::unexpected(decimals.error());
  Composite out;
  double greatest = 0;
  for (const auto& factor : *factors) {
    auto value = values.find(factor);
    if (value == values.end()) return fail("the composite index lacks a value", factor);
    auto divisor = number(library, "air.composite.divisor." + factor, law);
    if (!divisor) return tl::unexpected(divisor.error());
    auto weight = rule(library, "air.composite.weight." + factor, law);
    if (!weight) return tl::unexpected(weight.error());
    CompositeItem item{factor, value->second / *divisor, (*weight)->number()};
    double part = item.single * item.weight;
    if (part > greatest) out.primary.clear();
    greatest = std::max(greatest, part);
    if (part == greatest) out.primary.push_back(factor);
    out.index += part;
    out.items.push_back(std::move(item));
    const auto& source = (*weight)->source;
    out.standard = source.standard;
    out.clause = source.clause;
    out.confidence = source.confidence;
  }
  out.index = round_half_even(out.index, *decimals);
  return out;
}

}  // namespace qs::evaluate
