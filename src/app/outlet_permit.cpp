// 许可监管: a permit beside its reports, the monitored amounts, the firm's own monitoring and what
// is there.
#include <algorithm>

#include "app/all_records.h"
#include "app/outlet_book.h"
#include "app/table_rows.h"
#include "base/json.h"

namespace qs::app {

using ledger::Record;
using service::PermitSight;
using std::chrono::days;

namespace {

constexpr std::string_view kAnnual = "permit_annual_report", kQuarter = "permit_quarter_report";
constexpr int kQuartersBack = 5, kYearsBack = 2;
constexpr days kLookedBack{365};
constexpr size_t kMostLinked = 20;

Span validity(const Record& permit) {
  auto day = [&](std::string_view field, Instant otherwise) {
    auto found = parse_day(permit.text(field));
    return found ? start_of(*found) : otherwise;
  };
  return {day("issued_on", Instant::max()), day("valid_until", Instant::max())};
}

// What a report is of, by the fields that people type.
Span period_of(const Record& report) {
  auto year = std::chrono::year{static_cast<int>(report.integer("year").value_or(0))};
  auto quarter = report.integer("quarter");
  if (!quarter) return Period::of(PeriodKind::year, start_of(Day{year / 1 / 1})).span();
  auto month = std::chrono::month{static_cast<unsigned>(*quarter * 3 - 2)};
  return Period::of(PeriodKind::quarter, start_of(Day{year / month / 1})).span();
}

double monitored(const service::OutletAmounts::OfFactor& factor, Span span) {
  double kg = 0;
  for (const auto& month : factor.months)
    if (span.contains(month.begin)) kg += month.measured_kg + month.substituted_kg;
  return kg;
}

Result<std::vector<Record>> newest_of_firm(const ledger::RecordLog& records, const char* kind,
                                           const char* by, const std::string& firm) {
  return records.query({.kind = kind,
                        .where = {{.field = "firm", .value = firm}},
                        .order_by = by,
                        .descending = true,
                        .limit = kMostLinked});
}

}  // namespace

Result<void> OutletBook::add_reports(const Record& permit, PermitSight& sight) const {
  auto now = now_();
  auto in_force = validity(permit);
  auto management = permit.text("management");
  auto add = [&](std::string_view kind, PeriodKind of, int back) -> Result<void> {
    auto handed =
        all_records(memory_.records, std::string(kind), {{.field = "permit", .value = permit.id}});
    if (!handed) return tl::unexpected(handed.error());
    auto period = Period::of(of, now);
    for (int i = 0; i < back; ++i) {
      period = period.previous();
      if (period.end() <= in_force.from || period.begin >= in_force.until) continue;
      auto rule = memory_.library.rule("permit.report.days", day_of(period.end()), kind);
      if (!rule) continue;
      auto due = day_of(period.end() + days{static_cast<int>(rule->number()) - 1});
      PermitSight::Report report{std::string(kind), period.span(), due, {}};
      for (auto& record : *handed)
        if (period_of(record) == period.span()) report.record = record;
      auto day =
          report.record ? parse_day(report.record->text("submitted_on")) : Result<Day>(day_of(now));
      report.late = day && *day > due;
      sight.reports.push_back(std::move(report));
    }
    return {};
  };
  if (management == "key")
    if (auto done = add(kQuarter, PeriodKind::quarter, kQuartersBack); !done) return done;
  if (management != "registered") return add(kAnnual, PeriodKind::year, kYearsBack);
  return {};
}

// What a report says was emitted, beside what was monitored and substituted.
Result<void> OutletBook::compare(const Record& permit, PermitSight& sight) const {
  auto rule = memory_.library.rule("outlet.report.tolerance", day_of(now_()));
  sight.tolerance = rule ? rule->number() / 100 : 0;
  auto firm = memory_.records.get("firm", permit.text("firm"));
  if (!firm) return tl::unexpected(firm.error());
  std::map<int, service::FirmAmounts> by_year;
  for (size_t i = 0; i < sight.reports.size() && *firm; ++i) {
    const auto& report = sight.reports[i];
    if (!report.record) continue;
    auto year = static_cast<int>(day_of(report.period.from).year());
    if (!by_year.contains(year)) {
      auto found = firm_amounts(**firm, year);
      if (!found) return tl::unexpected(found.error());
      by_year[year] = std::move(*found);
    }
    for (const auto& row : table_rows(*report.record, "actual")) {
      auto code = code_written(memory_.library, row.value("factor", ""));
      const auto& factors = by_year[year].factors;
      auto of = std::ranges::find(factors, code, &service::OutletAmounts::OfFactor::factor);
      if (of == factors.end()) continue;
      PermitSight::Compared one{i, code, row.value("actual_t", 0.0) * 1000,
                                monitored(*of, report.period)};
      if (one.monitored_kg <= 0) continue;
      one.differs =
          std::abs(one.reported_kg - one.monitored_kg) > sight.tolerance * one.monitored_kg;
      sight.compared.push_back(std::move(one));
    }
  }
  return {};
}

Result<void> OutletBook::add_monitoring(const Record& permit, PermitSight& sight) const {
  auto now = now_();
  auto since = iso(day_of(now - kLookedBack));
  auto done = all_records(memory_.records, "self_monitoring",
                          {{.field = "firm", .value = permit.text("firm")},
                           {.field = "sampled_on", .op = ledger::Op::greater, .value = since}});
  if (!done) return tl::unexpected(done.error());
  auto stations = stations_of_firm(memory_.records, permit.text("firm"));
  if (!stations) return tl::unexpected(stations.error());
  for (const auto& row : table_rows(permit, "monitoring")) {
    PermitSight::Monitoring one{row.value("outlet", ""), row.value("factor", ""),
                                row.value("frequency", "")};
    auto code = code_written(memory_.library, one.factor);
    one.automatic = one.frequency == "auto";
    if (one.automatic) {
      one.demanded = 1;
      for (const auto& [station, outlet] : *stations)
        if (outlet.text("code") == one.outlet)
          one.done =
              memory_.series.find({station, code, observe::Cadence::hour, observe::Measure::avg})
                  .has_value();
    } else {
      auto rule = memory_.library.rule("permit.monitoring.times", day_of(now), one.frequency);
      one.demanded = rule ? static_cast<int>(rule->number()) : 0;
      for (const auto& report : *done) {
        auto rows = table_rows(report, "results");
        one.done += std::ranges::any_of(rows, [&](const Json& r) {
          return code_written(memory_.library, r.value("factor", "")) == code;
        });
      }
    }
    sight.monitoring.push_back(std::move(one));
  }
  return {};
}

// Permits that overlap, outlets that only one of permit and reality knows, and limits of two
// permits that speak of the same hours.
Result<void> OutletBook::add_findings(const Record& permit, PermitSight& sight) const {
  const auto& firm = permit.text("firm");
  ledger::Filter of_firm{.field = "firm", .value = firm};
  auto permits = all_records(memory_.records, "permit", {of_firm});
  if (!permits) return tl::unexpected(permits.error());
  auto overlap = [](Span a, Span b) { return a.from < b.until && b.from < a.until; };
  for (const auto& other : *permits) {
    bool stands = other.text("state") == "valid" || other.text("state") == "suspended";
    if (other.id != permit.id && stands && overlap(validity(permit), validity(other)))
      sight.findings.push_back({"overlap", other.text("code"), "permit/" + other.id});
  }
  std::set<std::string> demanded, there;
  for (const auto& row : table_rows(permit, "monitoring")) demanded.insert(row.value("outlet", ""));
  for (auto kind : {"outlet", "water_outlet"}) {
    auto outlets = all_records(memory_.records, kind, {of_firm});
    if (!outlets) return tl::unexpected(outlets.error());
    for (const auto& outlet : *outlets) {
      there.insert(outlet.text("code"));
      if (!demanded.empty() && !demanded.contains(outlet.text("code")))
        sight.findings.push_back(
            {"not_in_permit", outlet.text("code"), std::string(kind) + "/" + outlet.id});
    }
  }
  for (const auto& code : demanded)
    if (!there.contains(code)) sight.findings.push_back({"no_outlet", code, "permit/" + permit.id});
  auto limits = all_records(memory_.records, std::string(kOutletLimitKind), {of_firm});
  if (!limits) return tl::unexpected(limits.error());
  auto in_force = [](const Record& r) {
    return Span{r.instant("from_at").value_or(Instant::max()),
                r.instant("until_at").value_or(Instant::max())};
  };
  for (size_t i = 0; i < limits->size(); ++i)
    for (size_t j = i + 1; j < limits->size(); ++j) {
      const auto &a = (*limits)[i], &b = (*limits)[j];
      auto same = [&](std::string_view field) { return a.text(field) == b.text(field); };
      if (a.text("basis") == "permit" && same("basis") && same("station") && same("factor") &&
          same("statistic") && overlap(in_force(a), in_force(b)))
        sight.findings.push_back({"limits_overlap", a.text("factor"), "outlet_limit/" + b.id});
    }
  return {};
}

Result<PermitSight> OutletBook::permit(const Record& permit) const {
  PermitSight sight;
  if (auto done = add_reports(permit, sight); !done) return tl::unexpected(done.error());
  if (auto done = compare(permit, sight); !done) return tl::unexpected(done.error());
  if (auto done = add_monitoring(permit, sight); !done) return tl::unexpected(done.error());
  if (auto done = add_findings(permit, sight); !done) return tl::unexpected(done.error());
  auto visits = newest_of_firm(memory_.records, "inspection", "inspected_on", permit.text("firm"));
  if (!visits) return tl::unexpected(visits.error());
  sight.supervision = std::move(*visits);
  auto penalties = newest_of_firm(memory_.records, "penalty", "decided_on", permit.text("firm"));
  if (!penalties) return tl::unexpected(penalties.error());
  sight.enforcement = std::move(*penalties);
  return sight;
}

}  // namespace qs::app
