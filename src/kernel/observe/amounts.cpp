#include "kernel/observe/amounts.h"

#include <algorithm>
#include <numeric>

#include "kernel/observe/percentile.h"
#include "kernel/observe/values.h"

namespace qs::observe {
namespace {

using std::chrono::days;
using std::chrono::hours;

const Sample* sample_at(std::span<const Sample> samples, Instant hour) {
  auto it = std::ranges::lower_bound(samples, to_ms(hour), {}, &Sample::time);
  return it != samples.end() && it->time == to_ms(hour) ? &*it : nullptr;
}

bool within(std::span<const Span> spans, Instant hour) {
  return std::ranges::any_of(spans, [&](const Span& s) { return s.contains(hour); });
}

std::span<const Amount> inside_span(std::span<const Amount> amounts, Span span) {
  auto from = std::ranges::lower_bound(amounts, span.from, {}, &Amount::begin);
  auto until = std::ranges::lower_bound(amounts, span.until, {}, &Amount::begin);
  return {from, until};
}

// The greatest of the last `count` measured ones before `until`.
Substitute greatest_before(std::span<const Amount> all, Span missing, int count) {
  Substitute found{.missing = missing};
  auto end = std::ranges::lower_bound(all, missing.from, {}, &Amount::begin);
  while (end != all.begin() && found.looked_at < static_cast<size_t>(count)) {
    --end;
    if (end->state != AmountState::measured) continue;
    ++found.looked_at;
    if (found.kg_each && *found.kg_each >= end->kg) continue;
    found.kg_each = end->kg;
    found.of = end->begin;
  }
  return found;
}

void count(std::span<const Amount> asked, Substituted& out) {
  for (const auto& a : asked) {
    if (a.state == AmountState::measured) ++out.measured, out.measured_kg += a.kg;
    if (a.state == AmountState::missing) ++out.missing;
    if (a.state == AmountState::stopped) ++out.stopped;
  }
}

// Runs of neighbours that are missing, each with the length of its parts.
std::vector<Span> missing_runs(std::span<const Amount> asked, Millis step) {
  std::vector<Span> runs;
  for (const auto& a : asked) {
    if (a.state != AmountState::missing) continue;
    if (runs.empty() || runs.back().until != a.begin)
      runs.push_back({a.begin, a.begin + step});
    else
      runs.back().until = a.begin + step;
  }
  return runs;
}

const SubstitutionRow* row_for(std::span<const SubstitutionRow> rows, double alpha, int missing) {
  for (const auto& row : rows)
    if (alpha >= row.least_capture && (!row.longest || missing <= *row.longest)) return &row;
  return nullptr;
}

std::optional<Day> used_up(double left, double daily, Day today, Day last) {
  if (left <= 0) return today;
  if (daily <= 0) return std::nullopt;
  auto rest = std::chrono::sys_days(last) - std::chrono::sys_days(today);
  auto needed = static_cast<int64_t>(left / daily);
  if (needed > rest.count()) return std::nullopt;
  return Day{std::chrono::sys_days(today) + days{needed}};
}

}  // namespace

std::vector<Amount> hour_amounts(std::span<const Sample> concentrations,
                                 std::span<const Sample> flows, Span span, double kg,
                                 std::span<const Span> stops) {
  std::vector<Amount> out;
  for (auto hour = span.from; hour < span.until; hour += hours{1}) {
    Amount amount{.begin = hour};
    auto c = sample_at(concentrations, hour), q = sample_at(flows, hour);
    auto marked_stop = [](const Sample* s) { return s && s->mark == Mark::stopped; };
    auto concentration = c ? counted(*c) : std::nullopt, flow = q ? counted(*q) : std::nullopt;
    if (marked_stop(c) || marked_stop(q) || (!c && !q && within(stops, hour))) {
      amount.state = AmountState::stopped;
    } else if (concentration && flow) {
      amount.state = AmountState::measured;
      amount.kg = std::max(0.0, *concentration) * std::max(0.0, *flow) * kg;
    }
    out.push_back(amount);
  }
  return out;
}

std::vector<Amount> day_amounts(std::span<const Amount> hours_of, double least_share) {
  std::vector<Amount> out;
  for (size_t from = 0; from < hours_of.size();) {
    auto day = Period::of(PeriodKind::day, hours_of[from].begin);
    auto of_day = inside_span(hours_of.subspan(from), day.span());
    Substituted counts;
    count(of_day, counts);
    auto owed = counts.measured + counts.missing;
    Amount amount{.begin = day.begin};
    if (owed == 0)
      amount.state = AmountState::stopped;
    else if (counts.measured >= least_share * owed)
      // The hours that are missing weigh as those that are there.
      amount = {day.begin, AmountState::measured, counts.measured_kg / counts.measured * owed};
    out.push_back(amount);
    from += std::max<size_t>(1, of_day.size());
  }
  return out;
}

std::optional<double> capture(std::span<const Amount> amounts) {
  Substituted counts;
  count(amounts, counts);
  auto owed = counts.measured + counts.missing;
  if (owed == 0) return std::nullopt;
  return static_cast<double>(counts.measured) / owed;
}

Substituted substitute_quarter(std::span<const Amount> all, Span quarter,
                               std::span<const SubstitutionRow> rows) {
  Substituted out;
  auto asked = inside_span(all, quarter);
  count(asked, out);
  out.capture = capture(asked);
  for (auto run : missing_runs(asked, hours{1})) {
    auto length = static_cast<int>((run.until - run.from) / hours{1});
    auto row = row_for(rows, *out.capture, length);
    auto found = row ? greatest_before(all, run, row->valid_hours) : Substitute{.missing = run};
    out.substituted_kg += found.kg_each.value_or(0) * length;
    out.substitutes.push_back(found);
  }
  return out;
}

Substituted substitute_days(std::span<const Amount> all, Span asked_span,
                            const std::map<Instant, double>& manual, int valid_days) {
  Substituted out;
  auto asked = inside_span(all, asked_span);
  count(asked, out);
  out.capture = capture(asked);
  for (const auto& a : asked) {
    if (a.state != AmountState::missing) continue;
    Span day{a.begin, a.begin + days{1}};
    auto sampled = manual.find(a.begin);
    auto found =
        sampled == manual.end()
            ? greatest_before(all, day, valid_days)
            : Substitute{.missing = day, .kg_each = sampled->second, .of = {}, .manual = true};
    out.substituted_kg += found.kg_each.value_or(0);
    out.substitutes.push_back(found);
  }
  return out;
}

std::optional<RunOut> run_out(std::span<const double> days_kg, double so_far_kg,
                              double permitted_kg, Day today) {
  if (days_kg.size() < kLeastDaysToForesee) return std::nullopt;
  auto mean =
      std::accumulate(days_kg.begin(), days_kg.end(), 0.0) / static_cast<double>(days_kg.size());
  auto low = *percentile(days_kg, 25), high = *percentile(days_kg, 75);
  auto last = today.year() / std::chrono::December / 31;
  auto rest =
      static_cast<double>((std::chrono::sys_days(last) - std::chrono::sys_days(today)).count() + 1);
  auto left = permitted_kg - so_far_kg;
  return RunOut{.days = days_kg.size(),
                .expected = used_up(left, mean, today, last),
                .earliest = used_up(left, high, today, last),
                .latest = used_up(left, low, today, last),
                .year_kg = so_far_kg + mean * rest,
                .year_low_kg = so_far_kg + low * rest,
                .year_high_kg = so_far_kg + high * rest};
}

}  // namespace qs::observe
