#include "app/verdicts.h"

#include <algorithm>

#include "app/basis.h"
#include "kernel/evaluate/law.h"
#include "kernel/evaluate/noise.h"
#include "kernel/observe/rules.h"

namespace qs::app {

using evaluate::Basis;
using evaluate::NoisePeriod;
using observe::Statistic;

namespace {

using Found = Result<std::optional<Judgement>>;

// The time of day that a level is of. nullopt: of both, so no limit is for it.
Result<std::optional<NoisePeriod>> noise_period_of(const standard::Library& library,
                                                   const Statistic& s) {
  if (s.factor == "Ld") return NoisePeriod::day;
  if (s.factor == "Ln") return NoisePeriod::night;
  if (s.statistic != observe::kHour) return std::nullopt;
  return evaluate::noise_period(library, hour_of(s.period.begin), evaluate::law_day(s.period))
      .map([](auto period) { return std::optional(period); });
}

Found noise(const standard::Library& library, const Site& site, const Basis& basis,
            const Statistic& s) {
  auto period = noise_period_of(library, s);
  if (!period) return tl::unexpected(period.error());
  if (!*period) return std::nullopt;
  evaluate::NoiseSite where{site.id, basis.standard, basis.scope, false, basis.known};
  // By day the greatest level has no limit, and saying so ends the alert of the night.
  if (s.factor == "LMx" && **period == NoisePeriod::night)
    return Judgement{evaluate::judge_sudden(library, where, s)};
  return Judgement{evaluate::judge_level(library, where, **period, s)};
}

Found river(const standard::Library& library, const Basis& basis, const Statistic& s) {
  auto evaluated = evaluate::words(library, "water.evaluated_items", evaluate::law_day(s.period));
  if (!evaluated) return tl::unexpected(evaluated.error());
  if (std::ranges::find(*evaluated, s.factor) == evaluated->end()) return std::nullopt;
  return Judgement{evaluate::judge(library, s, basis)};
}

// A range is checked as it comes, whatever the statistic that its row is written for.
const standard::Limit* range_of(const standard::Library& library, const Basis& basis,
                                const Statistic& s) {
  auto rows = library.limits(basis.standard, s.factor, evaluate::law_day(s.period));
  auto row = evaluate::binding(rows, {}, basis.scope, basis.known);
  return row && row->comparison == standard::Comparison::within ? row : nullptr;
}

Found outlet(const standard::Library& library, const Basis& basis, const Statistic& s,
             std::span<const standard::Limit* const> also) {
  if (auto range = range_of(library, basis, s))
    return Judgement{evaluate::judge(library, s, *range)};
  auto judged = evaluate::judge_outlet(library, s, basis, also);
  if (!judged) return tl::unexpected(judged.error());
  return Judgement{std::move(judged->verdict), judged->level};
}

}  // namespace

std::string_view judged_as(std::string_view statistic) {
  return statistic == observe::kZsHour ? observe::kHour : statistic;
}

Result<std::optional<Judgement>> judgement(const standard::Library& library, const Site& site,
                                           const Statistic& statistic,
                                           const evaluate::Circumstances& known,
                                           std::span<const standard::Limit* const> also) {
  auto basis = basis_of(site);
  if (!basis) return std::nullopt;
  basis->known.insert(known.begin(), known.end());
  auto s = statistic;
  s.statistic = judged_as(s.statistic);
  if (site.kind == "noise") return noise(library, site, *basis, s);
  if (site.kind == "river") return river(library, *basis, s);
  if (site.kind == "outlet") return outlet(library, *basis, s, also);
  return Judgement{evaluate::judge(library, s, *basis)};
}

}  // namespace qs::app
