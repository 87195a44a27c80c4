#include "app/outlet_book.h"

#include <algorithm>

#include "app/all_records.h"
#include "app/outlet_marks.h"
#include "app/table_rows.h"
#include "base/json.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/statistic.h"

namespace qs::app {

using ledger::Record;
using observe::Cadence;
using observe::Measure;
using service::OutletAmounts;

namespace {

constexpr std::array<std::string_view, 2> kOutletKinds{"outlet", "water_outlet"};
constexpr double kKilogramsATonne = 1000;

// The permit that stands on a day; of several the one that was issued last.
Result<std::optional<Record>> permit_of(const ledger::RecordLog& records, const std::string& firm) {
  std::optional<Record> out;
  auto found = all_records(
      records, "permit",
      {{.field = "firm", .value = firm}, {.field = "state", .value = std::string("valid")}});
  if (!found) return tl::unexpected(found.error());
  for (auto& permit : *found)
    if (!out || out->text("issued_on") < permit.text("issued_on")) out = std::move(permit);
  return out;
}

void add_sum(std::vector<OutletAmounts::OfFactor>& sums, const OutletAmounts::OfFactor& one) {
  auto at = std::ranges::find(sums, one.factor, &OutletAmounts::OfFactor::factor);
  if (at == sums.end()) {
    sums.push_back(one);
    sums.back().parts.clear();
    sums.back().permitted_kg.reset();
    sums.back().run_out.reset();
    return;
  }
  at->total_kg += one.total_kg;
  for (size_t i = 0; i < one.months.size() && i < at->months.size(); ++i) {
    auto& month = at->months[i];
    month.measured_kg += one.months[i].measured_kg;
    month.substituted_kg += one.months[i].substituted_kg;
    month.measured += one.months[i].measured;
    month.missing += one.months[i].missing;
    month.stopped += one.months[i].stopped;
  }
  auto days = std::min(at->recent_days_kg.size(), one.recent_days_kg.size());
  at->recent_days_kg.resize(days);
  for (size_t i = 0; i < days; ++i) at->recent_days_kg[i] += one.recent_days_kg[i];
}

}  // namespace

std::string code_written(const standard::Library& library, const std::string& text) {
  if (auto code = library.canonical_code(text); !code.empty()) return code;
  const auto& factors = library.tables().factors;
  auto named = std::ranges::find(factors, text, &standard::Factor::name_zh);
  return named == factors.end() || text.empty() ? std::string() : named->code;
}

std::map<std::string, double> permitted_kg(const standard::Library& library, const Record& record,
                                           std::string_view field) {
  std::map<std::string, double> out;
  for (const auto& row : table_rows(record, field)) {
    auto code = code_written(library, row.value("factor", ""));
    auto tonnes = row.find("yearly_t");
    if (!code.empty() && tonnes != row.end() && tonnes->is_number())
      out[code] += tonnes->get<double>() * kKilogramsATonne;
  }
  return out;
}

Result<std::map<std::string, Record>> stations_of_firm(const ledger::RecordLog& records,
                                                       const std::string& firm) {
  std::map<std::string, Record> out;
  for (auto kind : kOutletKinds) {
    auto found = all_records(records, std::string(kind), {{.field = "firm", .value = firm}});
    if (!found) return tl::unexpected(found.error());
    for (auto& outlet : *found)
      if (auto station = outlet.text("station"); !station.empty())
        out.emplace(std::move(station), std::move(outlet));
  }
  return out;
}

Result<OutletAmounts> OutletBook::amounts(const Record& station, int year) const {
  auto now = now_();
  auto out = outlet_amounts(memory_, station.id, year, now);
  if (!out) return out;
  std::map<std::string, double> permitted;
  for (auto kind : kOutletKinds) {
    auto outlets = all_records(memory_.records, std::string(kind),
                               {{.field = "station", .value = station.id}});
    if (!outlets) return tl::unexpected(outlets.error());
    for (const auto& outlet : *outlets)
      permitted.merge(permitted_kg(memory_.library, outlet, "limits"));
  }
  for (auto& factor : out->factors) {
    if (auto found = permitted.find(factor.factor); found != permitted.end())
      factor.permitted_kg = found->second;
    foresee(factor, now);
  }
  return out;
}

Result<service::FirmAmounts> OutletBook::firm_amounts(const Record& firm, int year) const {
  service::FirmAmounts out;
  auto now = now_();
  auto stations = stations_of_firm(memory_.records, firm.id);
  if (!stations) return tl::unexpected(stations.error());
  for (const auto& [station, outlet] : *stations) {
    auto of = outlet_amounts(memory_, station, year, now);
    if (!of) return tl::unexpected(of.error());
    for (const auto& factor : of->factors) add_sum(out.factors, factor);
    out.outlets.push_back({station, std::move(of->factors)});
  }
  auto permit = permit_of(memory_.records, firm.id);
  if (!permit) return tl::unexpected(permit.error());
  out.permit = std::move(*permit);
  auto permitted = out.permit ? permitted_kg(memory_.library, *out.permit, "pollutants")
                              : std::map<std::string, double>{};
  for (auto& factor : out.factors) {
    if (auto found = permitted.find(factor.factor); found != permitted.end())
      factor.permitted_kg = found->second;
    foresee(factor, now);
  }
  return out;
}

Result<std::vector<service::OutletSample>> OutletBook::samples(const std::string& station) const {
  std::vector<service::OutletSample> out;
  auto found =
      all_records(memory_.records, "outlet_sample", {{.field = "station", .value = station}});
  if (!found) return tl::unexpected(found.error());
  std::ranges::sort(*found, std::ranges::greater{},
                    [](const Record& r) { return r.text("sampled_on"); });
  for (auto& record : *found) {
    service::OutletSample sample{.record = std::move(record), .results = {}};
    auto day = parse_day(sample.record.text("sampled_on")).value_or(Day{});
    bool compared = sample.record.text("purpose") == "comparison";
    std::map<std::string, int> pairs;
    for (const auto& row : table_rows(sample.record, "results")) {
      service::OutletSample::Result r{
          row.value("hour", 0), row.value("factor", ""), row.value("manual", 0.0), {}, {}, {}};
      if (auto automatic = row.find("automatic"); automatic != row.end() && automatic->is_number())
        r.automatic = automatic->get<double>();
      r.allowed = observe::allowed_difference(memory_.library, r.factor, r.manual, day);
      if (r.automatic && r.allowed)
        r.confirmed = observe::confirms(*r.allowed, r.manual, *r.automatic);
      pairs[r.factor] += !compared || r.automatic.has_value();
      sample.results.push_back(std::move(r));
    }
    auto rule = memory_.library.rule(
        compared ? "water.waste.comparison_pairs" : "water.waste.day.min_samples", day);
    sample.enough = rule && !pairs.empty() && std::ranges::all_of(pairs, [&](const auto& p) {
                      return p.second >= rule->number();
                    });
    out.push_back(std::move(sample));
  }
  return out;
}

// Hours that a gas was measured in and that have no value at reference oxygen.
Result<std::map<std::string, size_t>> OutletBook::unconverted(const std::string& station,
                                                              Span span) const {
  std::map<std::string, size_t> out;
  for (const auto& [id, key] : memory_.series.catalogue(station)) {
    if (key.cadence != Cadence::hour || key.measure != Measure::zs_avg) continue;
    auto measured = memory_.series.find({station, key.factor, Cadence::hour, Measure::avg});
    if (!measured) continue;
    auto found = scan_by_series(memory_.series, {id, *measured}, span);
    if (!found) return tl::unexpected(found.error());
    std::set<int64_t> converted;
    for (const auto& s : inside(*found, id, span))
      if (observe::counts(s.mark)) converted.insert(s.time);
    size_t without = 0;
    for (const auto& s : inside(*found, measured, span))
      without += observe::counts(s.mark) && !converted.contains(s.time);
    if (without > 0) out[key.factor] = without;
  }
  return out;
}

Result<service::OutletControl> OutletBook::control(const Record& station, Span span) const {
  service::OutletControl out;
  auto now = now_();
  auto checks = judged_checks(memory_.records, memory_.library, station.id);
  if (!checks) return tl::unexpected(checks.error());
  for (const auto& [factor, spans] : lost_control(*checks, now))
    for (auto lost : spans) out.lost.push_back({factor, lost});
  for (auto check = checks->rbegin(); check != checks->rend(); ++check) {
    service::OutletCheck one{.record = check->record, .results = {}};
    for (const auto& d : check->drifts)
      one.results.push_back({d.item, d.factor, d.drift, d.verdict});
    out.checks.push_back(std::move(one));
  }
  auto sampled = samples(station.id);
  if (!sampled) return tl::unexpected(sampled.error());
  out.samples = std::move(*sampled);
  auto without = unconverted(station.id, span);
  if (!without) return tl::unexpected(without.error());
  out.unconverted = std::move(*without);
  std::set<std::string> factors;
  for (const auto& [id, key] : memory_.series.catalogue(station.id)) factors.insert(key.factor);
  for (const auto& factor : factors)
    for (auto statistic : {observe::kHour, observe::kDay})
      for (auto limit : limits_.rows(station.id, factor, statistic, now))
        out.limits.push_back(limit);
  return out;
}

}  // namespace qs::app
