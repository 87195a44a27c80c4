#include "app/outlet_amounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "app/all_records.h"
#include "app/outlet_marks.h"
#include "app/table_rows.h"
#include "base/json.h"
#include "kernel/observe/rules.h"

namespace qs::app {

using observe::Amount;
using observe::Cadence;
using observe::Measure;
using observe::SeriesId;
using service::OutletAmounts;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr std::string_view kGasFlow = "a00000", kSubstitute = "gas.substitute.valid_hours",
                           kWaterSubstitute = "water.waste.substitute.days";
constexpr days kLookBack{200};  // 2160 valid hours and more before the year
constexpr double kSecondsAnHour = 3600, kMilligramsAKilogram = 1e6;

// What is read once for all factors of a station.
struct Reading {
  const OutletMemory& memory;
  std::string station;
  Span span, year;
  Day law;
  std::vector<Span> stops;
  std::vector<observe::SubstitutionRow> rows;
  int valid_days = 0;
  double day_share = 0;
  size_t forecast_days = 0;
};

// "90:24", "90:more", "75:any": the least capture and the longest missing time.
std::optional<observe::SubstitutionRow> row_of(const standard::Rule& rule) {
  auto colon = rule.scope.find(':');
  if (colon == std::string::npos) return std::nullopt;
  auto longest = rule.scope.substr(colon + 1);
  observe::SubstitutionRow row{.least_capture = std::atof(rule.scope.c_str()) / 100,
                               .longest = {},
                               .valid_hours = static_cast<int>(rule.number())};
  if (auto figure = std::atoi(longest.c_str()); figure > 0) row.longest = figure;
  return row;
}

std::vector<observe::SubstitutionRow> rows_of(const standard::Library& library, Day law) {
  std::vector<observe::SubstitutionRow> rows;
  for (const auto& rule : library.tables().rules)
    if (rule.name == kSubstitute && rule.source.in_force(law))
      if (auto row = row_of(rule)) rows.push_back(*row);
  // The strictest capture first, and of one capture the row with a bound.
  std::ranges::sort(rows, [](const auto& a, const auto& b) {
    return std::pair(-a.least_capture, !a.longest) < std::pair(-b.least_capture, !b.longest);
  });
  return rows;
}

// The days of manual samples that may stand for missing ones: at least so many, and their mean
// times the flow of the day.
Result<std::map<Instant, double>> manual_days(const Reading& reading, const std::string& factor) {
  std::map<Instant, double> out;
  const auto& records = reading.memory.records;
  if (!records.kind("outlet_sample")) return out;
  auto found = all_records(records, "outlet_sample",
                           {{.field = "station", .value = reading.station},
                            {.field = "purpose", .value = std::string("substitution")}});
  if (!found) return tl::unexpected(found.error());
  for (const auto& record : *found) {
    auto day = parse_day(record.text("sampled_on"));
    auto flow = record.number("flow_m3");
    auto least = day ? reading.memory.library.rule("water.waste.day.min_samples", *day) : nullptr;
    if (!flow || !least) continue;
    double sum = 0;
    int count = 0;
    for (const auto& row : table_rows(record, "results"))
      if (row.value("factor", "") == factor) sum += row.value("manual", 0.0), ++count;
    if (count >= least->number()) out[start_of(*day)] = sum / count * *flow / 1000;
  }
  return out;
}

// Kilograms that one unit of concentration in one unit of flow carries in an hour; nullopt: the
// factor is no concentration of this medium.
std::optional<double> kilograms(const standard::Library& library, std::string_view factor,
                                std::string_view flow, bool water) {
  auto of = library.factor(factor), by = library.factor(flow);
  if (!of || !by) return std::nullopt;
  auto amount = library.convert(1, of->unit, water ? "mg/L" : "mg/m3");
  auto volume = library.convert(1, by->unit, water ? "L/s" : "m3/s");
  if (!amount || !volume) return std::nullopt;
  return *amount * *volume * kSecondsAnHour / kMilligramsAKilogram;
}

double in_month(const observe::Substitute& one, Span month, Millis step) {
  auto from = std::max(one.missing.from, month.from),
       until = std::min(one.missing.until, month.until);
  if (from >= until) return 0;
  return one.kg_each.value_or(0) * static_cast<double>((until - from) / step);
}

void add_months(OutletAmounts::OfFactor& of, std::span<const Amount> amounts, const Reading& r,
                bool water) {
  auto step = water ? Millis(days{1}) : Millis(hours{1});
  for (auto month = Period::of(PeriodKind::month, r.year.from); month.begin < r.span.until;
       month = month.next()) {
    OutletAmounts::Month m{.begin = month.begin};
    for (const auto& a : amounts) {
      if (!month.span().contains(a.begin)) continue;
      m.measured += a.state == observe::AmountState::measured;
      m.missing += a.state == observe::AmountState::missing;
      m.stopped += a.state == observe::AmountState::stopped;
      if (a.state == observe::AmountState::measured) m.measured_kg += a.kg;
    }
    for (const auto& part : of.parts)
      for (const auto& one : part.counts.substitutes)
        m.substituted_kg += in_month(one, month.span(), step);
    of.total_kg += m.measured_kg + m.substituted_kg;
    of.months.push_back(m);
  }
}

void add_recent(OutletAmounts::OfFactor& of, std::span<const Amount> day_list, const Reading& r) {
  auto today = start_of(day_of(r.span.until));
  for (auto it = day_list.rbegin();
       it != day_list.rend() && of.recent_days_kg.size() < r.forecast_days; ++it)
    if (it->begin < today && it->state == observe::AmountState::measured)
      of.recent_days_kg.push_back(it->kg);
}

Result<OutletAmounts::OfFactor> of_gas(const Reading& r, const std::string& factor,
                                       const std::vector<Amount>& amounts) {
  OutletAmounts::OfFactor of{.factor = factor, .months = {}, .parts = {}};
  for (auto q = Period::of(PeriodKind::quarter, r.year.from); q.begin < r.span.until; q = q.next())
    if (q.end() > r.span.from)
      of.parts.push_back({q.span(), observe::substitute_quarter(amounts, q.span(), r.rows)});
  add_months(of, amounts, r, false);
  auto midnight =
      std::ranges::find_if(amounts, [](const Amount& a) { return hour_of(a.begin) == 0; });
  add_recent(of, observe::day_amounts({midnight, amounts.end()}, r.day_share), r);
  return of;
}

// The days of waste water; the one that runs is not over.
Result<OutletAmounts::OfFactor> of_water(const Reading& r, const std::string& factor,
                                         const std::vector<Amount>& amounts) {
  OutletAmounts::OfFactor of{.factor = factor, .months = {}, .parts = {}};
  auto manual = manual_days(r, factor);
  if (!manual) return tl::unexpected(manual.error());
  auto midnight =
      std::ranges::find_if(amounts, [](const Amount& a) { return hour_of(a.begin) == 0; });
  auto list = observe::day_amounts({midnight, amounts.end()}, r.day_share);
  while (!list.empty() && list.back().begin + days{1} > r.span.until) list.pop_back();
  for (auto m = Period::of(PeriodKind::month, r.year.from); m.begin < r.span.until; m = m.next())
    if (m.end() > r.span.from)
      of.parts.push_back(
          {m.span(), observe::substitute_days(list, m.span(), *manual, r.valid_days)});
  add_months(of, list, r, true);
  add_recent(of, list, r);
  return of;
}

Result<std::vector<Span>> stops_of(const Reading& r, Instant now) {
  auto imposed = imposed_at(r.memory.records, r.memory.library, r.station, r.span, now);
  if (!imposed) return tl::unexpected(imposed.error());
  std::vector<Span> stops;
  for (const auto& one : *imposed)
    if (one.mark == observe::Mark::stopped && one.factors.empty()) stops.push_back(one.span);
  return stops;
}

Result<Reading> reading_of(const OutletMemory& memory, const std::string& station, int year,
                           bool water, Instant now) {
  auto begin = start_of(Day{std::chrono::year{year} / 1 / 1});
  Span whole = Period::of(PeriodKind::year, begin).span();
  auto until = std::min(whole.until, Period::of(PeriodKind::hour, now).begin);
  Reading r{memory, station, {begin - kLookBack, until}, whole, day_of(until - Millis{1}), {}, {}};
  auto figure = [&](std::string_view name, double otherwise) {
    auto rule = memory.library.rule(name, r.law);
    return rule ? rule->number() : otherwise;
  };
  r.rows = rows_of(memory.library, r.law);
  r.valid_days = static_cast<int>(figure(kWaterSubstitute, 0));
  r.day_share =
      water ? figure("water.waste.valid.share", 1) : figure("gas.valid.day_hours", 24) / 24;
  r.forecast_days = static_cast<size_t>(figure("outlet.amount.forecast_days", 0));
  auto stops = stops_of(r, now);
  if (!stops) return tl::unexpected(stops.error());
  r.stops = std::move(*stops);
  return r;
}

}  // namespace

Result<OutletAmounts> outlet_amounts(const OutletMemory& memory, const std::string& station,
                                     int year, Instant now) {
  OutletAmounts out;
  auto hour_series = [&](std::string_view factor) {
    return memory.series.find({station, std::string(factor), Cadence::hour, Measure::avg});
  };
  auto flow = hour_series(observe::kFlow);
  out.water = flow.has_value();
  auto flow_factor = out.water ? observe::kFlow : kGasFlow;
  if (!flow) flow = hour_series(kGasFlow);
  auto reading = reading_of(memory, station, year, out.water, now);
  if (!reading) return tl::unexpected(reading.error());
  auto& r = *reading;
  out.law = memory.library.rule(out.water ? kWaterSubstitute : kSubstitute, r.law,
                                out.water ? "" : "75:any");
  if (auto pass = memory.library.rule("gas.capture.pass", r.law)) out.pass = pass->number();
  if (out.water) out.pass = r.day_share;
  out.counted = {r.year.from, r.span.until};
  if (!flow || r.span.until <= r.year.from) return out;

  std::map<std::string, std::pair<SeriesId, double>> factors;
  std::set<SeriesId> ids{*flow};
  for (const auto& [id, key] : memory.series.catalogue(station)) {
    if (key.cadence != Cadence::hour || key.measure != Measure::avg) continue;
    auto kg = kilograms(memory.library, key.factor, flow_factor, out.water);
    if (!kg) continue;
    factors[key.factor] = {id, *kg};
    ids.insert(id);
  }
  auto samples = scan_by_series(memory.series, ids, r.span);
  if (!samples) return tl::unexpected(samples.error());
  auto flows = inside(*samples, flow, r.span);
  if (flows.empty()) return out;
  // Nothing is missing from before the outlet was connected.
  r.span.from =
      std::max(r.span.from, Period::of(PeriodKind::hour, from_ms(flows.front().time)).begin);
  out.counted.from = std::max(out.counted.from, r.span.from);
  for (const auto& [factor, of] : factors) {
    auto amounts = observe::hour_amounts(inside(*samples, of.first, r.span), flows, r.span,
                                         of.second, r.stops);
    auto found = out.water ? of_water(r, factor, amounts) : of_gas(r, factor, amounts);
    if (!found) return tl::unexpected(found.error());
    out.factors.push_back(std::move(*found));
  }
  return out;
}

void foresee(OutletAmounts::OfFactor& factor, Instant now) {
  if (!factor.permitted_kg) return;
  factor.run_out =
      observe::run_out(factor.recent_days_kg, factor.total_kg, *factor.permitted_kg, day_of(now));
}

}  // namespace qs::app
