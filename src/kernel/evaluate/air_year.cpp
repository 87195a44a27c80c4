#include "kernel/evaluate/air_year.h"

#include <algorithm>
#include <charconv>

#include "base/decimal.h"
#include "kernel/evaluate/law.h"
#include "kernel/observe/percentile.h"

namespace qs::evaluate {
namespace {

struct Places {
  int statistic = 0, result = 0;  // HJ 663 rounds the statistic, then what is judged and shown
};

// "year": the mean; "p98": the 98th percentile.
std::optional<double> figure(std::string_view statistic, std::span<const double> values,
                             const Places& places) {
  if (values.empty()) return std::nullopt;
  if (!statistic.starts_with('p'))
    return round_half_even(mean_half_even(values, places.statistic), places.result);
  double percent = 0;
  std::from_chars(statistic.data() + 1, statistic.data() + statistic.size(), percent);
  auto full = observe::percentile(values, percent);
  if (!full) return std::nullopt;
  return round_half_even(round_half_even(*full, places.statistic), places.result);
}

Result<size_t> days_needed(const standard::Library& library, const Period& period) {
  auto day = law_day(period);
  bool february = period.kind == PeriodKind::month && day.month() == std::chrono::February;
  if (period.kind == PeriodKind::year || period.kind == PeriodKind::month)
    return number(library,
                  period.kind == PeriodKind::year ? "air.valid.year_days"
                  : february                      ? "air.valid.february_days"
                                                  : "air.valid.month_days",
                  day)
        .map([](double n) { return static_cast<size_t>(n); });
  return size_t{1};
}

Outcome together(std::span<const Verdict> verdicts) {
  auto any = [&](Outcome o) {
    return std::ranges::any_of(verdicts, [&](const auto& v) { return v.outcome == o; });
  };
  if (any(Outcome::exceeds)) return Outcome::exceeds;
  if (verdicts.empty() || any(Outcome::not_enough_data)) return Outcome::not_enough_data;
  return any(Outcome::meets) ? Outcome::meets : Outcome::no_limit;
}

}  // namespace

Result<AirYear> evaluate_year(const standard::Library& library, std::string site,
                              const Period& period, const DailyValues& daily, const Basis& basis) {
  auto law = law_day(period);
  auto factors = words(library, "air.year.items", law);
  if (!factors) return tl::unexpected(factors.error());
  auto needed = days_needed(library, period);
  if (!needed) return tl::unexpected(needed.error());
  AirYear out;
  for (const auto& factor : *factors) {
    auto statistics = words(library, "air.year.statistics", law, factor);
    if (!statistics) return tl::unexpected(statistics.error());
    auto first = integer(library, "air.statistic.decimals", law, factor);
    if (!first) return tl::unexpected(first.error());
    auto then = integer(library, "air.year.decimals", law, factor);
    if (!then) return tl::unexpected(then.error());
    auto found = daily.find(factor);
    std::span<const double> values;
    if (found != daily.end()) values = found->second;
    for (const auto& statistic : *statistics) {
      observe::Statistic s;
      s.site = site;
      s.factor = factor;
      s.statistic = statistic;
      s.period = period;
      s.value = figure(statistic, values, {*first, *then});
      s.full = s.value;
      s.valid = static_cast<uint32_t>(values.size());
      if (s.value && values.size() >= *needed) s.mark = observe::Mark::normal;
      out.verdicts.push_back(judge(library, s, basis));
      if (s.value && statistic == statistics->front()) out.composite.emplace(factor, *s.value);
    }
  }
  out.outcome = together(out.verdicts);
  return out;
}

}  // namespace qs::evaluate
