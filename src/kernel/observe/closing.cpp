#include "kernel/observe/closing.h"

#include <algorithm>
#include <tuple>

#include "kernel/observe/means.h"

namespace qs::observe {
namespace {

using std::chrono::hours;

enum class Stage : uint8_t { none, below_hour, hour, day };

Stage stage_of(const SeriesKey& key, const Method& method) {
  auto raw = method.hour_from == Cadence::realtime ? Measure::rtd : Measure::avg;
  if (key.cadence == method.hour_from && key.measure == raw) return Stage::below_hour;
  if (key.cadence == Cadence::hour && key.measure == Measure::avg) return Stage::hour;
  auto daily = method.ozone ? Measure::max_8h : Measure::avg;
  if (key.cadence == Cadence::day && key.measure == daily) return Stage::day;
  return Stage::none;
}

void add_moving(std::vector<DueStatistic>& out, std::string_view statistic, Period first,
                int length) {
  for (int h = 0; h < length; ++h)
    out.push_back({statistic, {PeriodKind::hour, first.begin + hours{h}}});
}

int rank(const DueStatistic& d) {
  if (d.statistic == kHour) return 0;
  if (d.period.kind == PeriodKind::hour) return 1;
  return d.period.kind == PeriodKind::day ? 2 : d.period.kind == PeriodKind::month ? 3 : 4;
}

auto making_order(const DueStatistic& d) {
  return std::tuple(rank(d), d.statistic, d.period);
}

// What ends exactly with this hour.
void add_ended(std::vector<DueStatistic>& out, Period hour, const Method& method) {
  out.push_back({kHour, hour});
  if (method.ozone) out.push_back({kMoving8, hour});
  if (method.rolling) out.push_back({kRolling24, hour});
  auto ends = [&](PeriodKind kind) { return Period::of(kind, hour.begin).end() == hour.end(); };
  if (!ends(PeriodKind::day)) return;
  auto day = Period::of(PeriodKind::day, hour.begin);
  out.push_back({kDay, day});
  if (method.ozone) out.push_back({kMda8, day});
  if (ends(PeriodKind::month)) out.push_back({kMonth, Period::of(PeriodKind::month, hour.begin)});
  if (ends(PeriodKind::year)) out.push_back({kYear, Period::of(PeriodKind::year, hour.begin)});
}

}  // namespace

std::vector<DueStatistic> touched(const SeriesKey& key, int64_t time, const Method& method) {
  return touched(key, std::span(&time, 1), method);
}

std::vector<DueStatistic> touched(const SeriesKey& key, std::span<const int64_t> times,
                                  const Method& method) {
  std::vector<DueStatistic> out;
  auto stage = stage_of(key, method);
  if (stage == Stage::none) return out;
  Period last_hour{PeriodKind::hour, Instant::min()};
  for (auto time : times) {
    auto hour = Period::of(PeriodKind::hour, from_ms(time));
    if (hour == last_hour) continue;
    last_hour = hour;
    if (stage == Stage::below_hour) out.push_back({kHour, hour});
    if (stage != Stage::day) {
      auto day = Period::of(PeriodKind::day, hour.begin);
      if (method.ozone) add_moving(out, kMoving8, hour, 8);
      if (method.rolling) add_moving(out, kRolling24, hour, 24);
      out.push_back({kDay, day});
      if (method.ozone) out.push_back({kMda8, day});
    }
    out.push_back({kMonth, Period::of(PeriodKind::month, hour.begin)});
    out.push_back({kYear, Period::of(PeriodKind::year, hour.begin)});
  }
  std::ranges::sort(out, {}, making_order);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<DueStatistic> ended(Instant after, Instant until, const Method& method) {
  std::vector<DueStatistic> out;
  constexpr size_t kMostPerHour = 7;
  auto hour = Period::of(PeriodKind::hour, after);
  for (; hour.end() <= until && out.size() + kMostPerHour <= kMostDue; hour = hour.next())
    if (hour.end() > after) add_ended(out, hour, method);
  return out;
}

Need need(const DueStatistic& due, const Method& method) {
  auto span = due.period.span();
  if (due.statistic == kHour) {
    bool realtime = method.hour_from == Cadence::realtime;
    return {method.hour_from, realtime ? Measure::rtd : Measure::avg, span};
  }
  if (due.statistic == kMonth || due.statistic == kYear)
    return {Cadence::day, method.ozone ? Measure::max_8h : Measure::avg, span};
  if (due.statistic == kMoving8) span.from = span.until - hours{8};
  if (due.statistic == kRolling24) span.from = span.until - hours{24};
  return {Cadence::hour, Measure::avg, span};
}

Statistic make(const DueStatistic& due, std::span<const Sample> parts, const SeriesKey& of,
               const Method& method, std::optional<double> mda8_limit) {
  auto one = [&]() -> Statistic {
    if (due.statistic == kHour) return hour_mean(parts, due.period, method);
    if (due.statistic == kMoving8) return moving_mean(parts, due.period, 8, method);
    if (due.statistic == kRolling24) return moving_mean(parts, due.period, 24, method);
    if (due.statistic == kDay) return day_mean(parts, due.period, method);
    if (due.statistic == kMda8) return mda8(parts, due.period, method, mda8_limit);
    if (due.statistic == kMonth) return month_mean(parts, due.period, method);
    check(due.statistic == kYear, "a statistic of the chain");
    return year_mean(parts, due.period, method);
  };
  auto s = one();
  s.site = of.site;
  s.factor = of.factor;
  return s;
}

}  // namespace qs::observe
