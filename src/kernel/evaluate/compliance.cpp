#include "kernel/evaluate/compliance.h"

#include "base/decimal.h"

namespace qs::evaluate {
namespace {

// Converting 150 ug/m3 to 0.15 mg/m3 leaves a trace of binary arithmetic in the last digits.
constexpr int kExactPlaces = 12;

struct Bounds {
  std::optional<double> lower, upper;
};

// The limit's bounds in the factor's unit; nullopt when the units do not convert.
std::optional<Bounds> bounds_in(const standard::Library& library, const standard::Limit& limit,
                                std::string_view unit) {
  Bounds bounds;
  for (auto [from, to] : {std::pair{&limit.lower, &bounds.lower}, {&limit.upper, &bounds.upper}}) {
    if (!*from) continue;
    auto value = limit.unit == unit ? *from : library.convert(**from, limit.unit, unit);
    if (!value) return std::nullopt;
    *to = round_half_even(*value, kExactPlaces);
  }
  return bounds;
}

Verdict unjudged(const observe::Statistic& s, Outcome outcome) {
  Verdict v;
  v.site = s.site;
  v.factor = s.factor;
  v.statistic = s.statistic;
  v.period = s.period;
  v.value = s.value;
  v.outcome = outcome;
  return v;
}

}  // namespace

Day law_day(const Period& period) {
  return day_of(period.end() - Millis{1});
}

double exceedance_multiple(const standard::Library& library, const standard::Limit& limit,
                           double value, double bound) {
  auto unit = library.unit(limit.unit);
  bool is_level = unit && unit->dimension == "level";
  if (limit.comparison != standard::Comparison::at_most || is_level || bound <= 0) return 0;
  return value > bound ? (value - bound) / bound : 0;
}

Verdict judge(const standard::Library& library, const observe::Statistic& statistic,
              const standard::Limit& limit) {
  auto verdict = unjudged(statistic, Outcome::not_enough_data);
  verdict.limit_id = limit.id;
  verdict.standard = limit.source.standard;
  verdict.clause = limit.source.clause;
  verdict.confidence = limit.source.confidence;
  auto factor = library.factor(statistic.factor);
  auto bounds = bounds_in(library, limit, factor ? factor->unit : limit.unit);
  if (!bounds) return unjudged(statistic, Outcome::no_limit);
  verdict.limit_value = bounds->upper.value_or(bounds->lower.value_or(0));
  bool full = !limit.judge_rounded && statistic.full;
  auto value = full ? statistic.full : statistic.value;
  if (statistic.mark != observe::Mark::normal || !value) return verdict;
  verdict.value = value;

  bool low =
      limit.comparison != standard::Comparison::at_most && bounds->lower && *value < *bounds->lower;
  bool high = limit.comparison != standard::Comparison::at_least && bounds->upper &&
              *value > *bounds->upper;
  if (low) verdict.limit_value = *bounds->lower;
  verdict.outcome = low || high ? Outcome::exceeds : Outcome::meets;
  if (high) verdict.multiple = exceedance_multiple(library, limit, *value, *bounds->upper);
  return verdict;
}

Verdict judge(const standard::Library& library, const observe::Statistic& statistic,
              const Basis& basis) {
  auto rows = library.limits(basis.standard, statistic.factor, law_day(statistic.period));
  auto limit = binding(rows, statistic.statistic, basis.scope, basis.known);
  if (!limit) return unjudged(statistic, Outcome::no_limit);
  return judge(library, statistic, *limit);
}

}  // namespace qs::evaluate
