#include "kernel/evaluate/noise.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "kernel/evaluate/law.h"

namespace qs::evaluate {
namespace {

std::string scope_of(const NoiseSite& site, NoisePeriod period) {
  return fmt::format("{}:{}", site.zone, name(period));
}

// The verdict under the row with its bound moved by `shift` dB.
Verdict judge_shifted(const standard::Library& library, const observe::Statistic& level,
                      const standard::Limit& row, double shift) {
  auto limit = row;
  limit.upper = row.upper.value_or(0) + shift;
  return judge(library, level, limit);
}

// A span of gaps as rules write it: ">10", "6..10", "3".
bool covers(std::string_view span, double gap) {
  bool open = span.starts_with('>');
  auto dots = span.find("..");
  auto low = Decimal::parse(span.substr(open ? 1 : 0, open ? span.npos : dots));
  auto high = dots == span.npos ? low : Decimal::parse(span.substr(dots + 2));
  if (!low || !high) return false;
  return open ? gap > low->value() : low->value() <= gap && gap <= high->value();
}

}  // namespace

std::string_view name(NoisePeriod period) {
  return period == NoisePeriod::day ? "day" : "night";
}

Result<NoisePeriod> noise_period(const standard::Library& library, int hour, Day law) {
  auto from = number(library, "noise.day.from_hour", law);
  if (!from) return tl::unexpected(from.error());
  auto until = number(library, "noise.night.from_hour", law);
  if (!until) return tl::unexpected(until.error());
  return *from <= hour && hour < *until ? NoisePeriod::day : NoisePeriod::night;
}

Verdict judge_level(const standard::Library& library, const NoiseSite& site, NoisePeriod period,
                    const observe::Statistic& level) {
  Basis basis{site.standard, scope_of(site, period), site.known};
  auto law = law_day(level.period);
  auto lower = site.indoors ? library.rule("noise.indoor_minus", law, site.standard) : nullptr;
  auto row = binding(library.limits(site.standard, level.factor, law), level.statistic, basis.scope,
                     basis.known);
  if (!row || !lower) return judge(library, level, basis);
  return judge_shifted(library, level, *row, -lower->number());
}

Verdict judge_sudden(const standard::Library& library, const NoiseSite& site,
                     const observe::Statistic& greatest, bool frequent) {
  auto scope = scope_of(site, NoisePeriod::night);
  auto law = law_day(greatest.period);
  auto margin = frequent ? library.rule("noise.frequent_margin", law, site.standard) : nullptr;
  auto night =
      binding(library.limits(site.standard, "Ln", law), greatest.statistic, scope, site.known);
  if (!margin || !night) return judge(library, greatest, Basis{site.standard, scope, site.known});
  return judge_shifted(library, greatest, *night, margin->number());
}

Result<std::optional<double>> background_correction(const standard::Library& library,
                                                    double measured, double background, Day law) {
  auto least = number(library, "noise.background.least_gap", law);
  if (!least) return tl::unexpected(least.error());
  double gap = round_half_even(measured - background, 0);
  if (gap < *least) return std::optional<double>{};
  for (const auto& rule : library.tables().rules)
    if (rule.name == "noise.background.correction" && rule.source.in_force(law) &&
        covers(rule.scope, gap))
      return std::optional(rule.number());
  return fail(fmt::format("no background correction covers a gap of {} dB", gap), iso(law));
}

}  // namespace qs::evaluate
