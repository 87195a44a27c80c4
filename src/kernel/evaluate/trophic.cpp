#include "kernel/evaluate/trophic.h"

#include <cmath>

#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

// 10·(a + b·ln x), x in the unit of the rule that holds a.
Result<double> single(const standard::Library& library, std::string_view factor, double value,
                      Day law) {
  auto a = rule(library, "water.tli.a", law, factor);
  if (!a) return tl::unexpected(a.error());
  auto b = number(library, "water.tli.b", law, factor);
  if (!b) return tl::unexpected(b.error());
  auto known = library.factor(factor);
  auto x = known ? library.convert(value, known->unit, (*a)->unit) : std::nullopt;
  if (!x) return fail("the factor's unit does not convert to the formula's", std::string(factor));
  if (*x <= 0) return fail("a trophic index needs a value above zero", std::string(factor));
  constexpr double kScale = 10;  // the shape of the formula, as the logarithm is
  return kScale * ((*a)->number() + *b * std::log(*x));
}

}  // namespace

Result<TrophicState> trophic_state(const standard::Library& library,
                                   const std::map<std::string, double, std::less<>>& values,
                                   Day law) {
  auto factors = words(library, "water.tli.items", law);
  if (!factors) return tl::unexpected(factors.error());
  TrophicState out;
  for (const auto& factor : *factors) {
    auto value = values.find(factor);
    if (value == values.end()) return fail("the trophic index lacks a value", factor);
    auto index = single(library, factor, value->second, law);
    if (!index) return tl::unexpected(index.error());
    auto weight = rule(library, "water.tli.weight", law, factor);
    if (!weight) return tl::unexpected(weight.error());
    out.tli += (*weight)->number() * *index;
    out.items.emplace_back(factor, *index);
    out.standard = (*weight)->source.standard;
    out.clause = (*weight)->source.clause;
    out.confidence = (*weight)->source.confidence;
  }
  if (auto category = library.category("TLI", out.tli, law)) out.category = category->code;
  return out;
}

}  // namespace qs::evaluate
