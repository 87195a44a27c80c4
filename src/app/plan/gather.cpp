#include "app/plan/gather.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/all_records.h"
#include "base/json.h"
#include "kernel/access/access.h"
#include "kernel/evaluate/air_index.h"
#include "kernel/evaluate/air_year.h"
#include "kernel/evaluate/composite.h"
#include "kernel/ledger/board.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/due.h"

namespace qs::app {
namespace {

using ledger::Op;
using plan::Item;

constexpr std::string_view kUnitField = "unit";

std::vector<Item> items_of(const DayValues& days, const std::string& of = {}) {
  std::vector<Item> out;
  for (const auto& [day, value] : days) out.push_back({day_of(from_ms(day)), value, of});
  return out;
}

void in_order(std::vector<Item>& items) {
  std::ranges::stable_sort(items, {}, &Item::day);
}

// A day or an instant against a bound.
ledger::Filter bounded(const ledger::Field& field, Op op, Instant bound) {
  ledger::Filter out{.field = field.name, .op = op};
  if (field.type == ledger::FieldType::instant)
    out.value = ledger::kept(std::optional(bound));
  else
    out.value = iso(day_of(bound));
  return out;
}

Day day_on(const ledger::Record& record, const std::string& field, Span span) {
  if (field.empty()) return last_day(span);
  if (auto at = record.instant(field)) return day_of(*at);
  return parse_day(record.text(field)).value_or(day_of(span.from));
}

bool is_air(const Site& site) {
  return site.kind == "air_standard" || site.kind == "air_micro";
}

// When the station stood in the street. It has stood where it was founded ever since; a change
// counts from the beginning of its day.
std::vector<Span> times_in(std::string_view street, std::span<const ledger::Revision> history,
                           Span span) {
  std::vector<Span> out;
  auto from = span.from;
  for (size_t i = 0; i < history.size(); ++i) {
    bool last = i + 1 == history.size();
    auto until = last ? span.until : start_of(day_of(history[i + 1].when));
    until = std::clamp(until, span.from, span.until);
    auto at = history[i].fields.find(access::kAreaField);
    bool there = at != history[i].fields.end() && ledger::text_of(at->second) == street;
    if (there && from < until) out.push_back({from, until});
    from = std::max(from, until);
  }
  return out;
}

}  // namespace

Span year_before(Span span) {
  auto back = [](Instant at) {
    auto day = day_of(at);
    Day there = (day.year() - std::chrono::years{1}) / day.month() / day.day();
    return start_of(there.ok() ? there : Day{there.year() / there.month() / std::chrono::last});
  };
  return {back(span.from), back(span.until)};
}

Result<Gathered> Gatherer::gather(const MeasureLaw& law, const std::string& area, Span span,
                                  bool without_dust) const {
  if (law.gather == Gather::ledger) return ledger(law, access::kAreaField, area, span);
  if (law.gather == Gather::water_class) return water_class(area, span);
  auto found = members(area, span);
  if (!found) return tl::unexpected(found.error());
  auto out = air(law, *found, span);
  if (!out) return out;
  out->simulated = std::ranges::any_of(*found, &Member::simulated);
  if (!without_dust) return out;
  if (auto done = leave_out_dust(*out, span); !done) return tl::unexpected(done.error());
  return out;
}

Result<Gathered> Gatherer::gather_station(const MeasureLaw& law, const std::string& station,
                                          Span span) const {
  return air(law, {{station, {span}}}, span);
}

Result<Gathered> Gatherer::air(const MeasureLaw& law, const Members& members, Span span) const {
  if (law.gather == Gather::air_composite) return air_composite(members, span);
  return law.gather == Gather::air_day ? air_day(law, members, span) : air_index(members, span);
}

Result<std::shared_ptr<const Gatherer::Known>> Gatherer::known() const {
  std::lock_guard lock(mutex_);
  auto newest = records_.last_commit();
  if (known_ && seen_ == newest) return known_;
  auto read = std::make_shared<Known>();
  if (auto done = read->sites.refresh(records_); !done) return tl::unexpected(done.error());
  for (const auto& [id, site] : read->sites.all()) {
    if (!is_air(site)) continue;
    auto history = records_.history("station", id);
    if (!history) return tl::unexpected(history.error());
    read->histories[id] = std::move(*history);
  }
  known_ = std::move(read);
  seen_ = newest;
  return known_;
}

// The district is judged by its standard stations, a street by those it has and its micro ones: on
// each day by those that it had on that day.
Result<Gatherer::Members> Gatherer::members(const std::string& area, Span span) const {
  auto now = known();
  if (!now) return tl::unexpected(now.error());
  Members out;
  for (const auto& [id, site] : (*now)->sites.all()) {
    if (area.empty()) {
      if (site.kind == "air_standard") out.push_back({id, {span}, site.simulated});
      continue;
    }
    if (!is_air(site)) continue;
    auto times = times_in(area, (*now)->histories.at(id), span);
    if (!times.empty()) out.push_back({id, std::move(times), site.simulated});
  }
  return out;
}

Result<Gathered> Gatherer::air_day(const MeasureLaw& law, const Members& members, Span span) const {
  auto statistic = fmt::format("{}:{}", law.factor, law.statistic);
  auto parts = air_.read(members, span, statistic);
  if (!parts) return tl::unexpected(parts.error());
  Gathered out{.items = items_of(air_.together(*parts, members, last_day(span))[statistic])};
  for (const auto& [station, values] : (*parts)[statistic])
    std::ranges::move(items_of(values, station), std::back_inserter(out.by_part));
  in_order(out.by_part);
  return out;
}

Result<Gathered> Gatherer::air_index(const Members& members, Span span) const {
  auto parts = air_.read(members, span);
  if (!parts) return tl::unexpected(parts.error());
  auto days = air_.together(*parts, members, last_day(span));
  Gathered out{.items = items_of(air_.indices(days))};
  if (out.items.empty()) return out;
  evaluate::AirJudges judges(pack_.library, evaluate::AirReport::day);
  auto now = judges.on(out.items.back().day);
  if (!now) return tl::unexpected(now.error());
  auto source = (*now)->source();
  out.standard = source.standard;
  Day before{std::chrono::sys_days{source.from} - std::chrono::days{1}};
  auto earlier = judges.on(before);
  if (!earlier || (*earlier)->source().standard == out.standard) return out;
  out.earlier_standard = (*earlier)->source().standard;
  out.by_earlier = items_of(air_.indices(days, before));
  return out;
}

// By the law of the last month. Nothing where a factor is missing.
Result<Gathered> Gatherer::air_composite(const Members& members, Span span) const {
  auto parts = air_.read(members, span);
  if (!parts) return tl::unexpected(parts.error());
  evaluate::DailyValues daily;
  for (const auto& [statistic, values] : air_.together(*parts, members, last_day(span)))
    for (const auto& [day, value] : values)
      daily[statistic.substr(0, statistic.find(':'))].push_back(value);
  auto month = Period::of(PeriodKind::month, start_of(last_day(span)));
  auto evaluated = evaluate::evaluate_year(pack_.library, {}, month, daily, {});
  if (!evaluated) return tl::unexpected(evaluated.error());
  Gathered out;
  auto index = evaluate::composite_index(pack_.library, evaluated->composite, last_day(span));
  if (!index) return out;
  for (const auto& item : index->items)
    out.items.push_back({last_day(span), item.single * item.weight, item.factor});
  out.standard = index->standard;
  return out;
}

Result<Gathered> Gatherer::water_class(const std::string& area, Span span) const {
  auto now = known();
  if (!now) return tl::unexpected(now.error());
  Gathered out;
  std::map<observe::SeriesId, const Site*> of;
  std::vector<observe::SeriesId> ids;
  for (const auto& [id, site] : (*now)->sites.all()) {
    if (site.kind != "river" || site.target_class.empty()) continue;
    if (!area.empty() && site.street != area) continue;
    auto series = series_.find({id, "water_class", observe::Cadence::day, observe::Measure::index});
    if (!series) continue;
    of[*series] = &site;
    out.simulated |= site.simulated;
    ids.push_back(*series);
  }
  if (ids.empty()) return out;
  auto samples = standing(series_, ids, span, as_of_);
  if (!samples) return tl::unexpected(samples.error());
  for (const auto& sample : *samples) {
    auto day = day_of(from_ms(sample.time));
    auto target = pack_.library.category("water", of[sample.series]->target_class, day);
    if (!target || !observe::counts(sample.mark)) continue;
    out.items.push_back({day, sample.value - target->low, of[sample.series]->id});
  }
  in_order(out.items);
  out.by_part = out.items;
  return out;
}

Result<Gathered> Gatherer::gather_of_unit(const MeasureLaw& law, const std::string& unit,
                                          Span span) const {
  auto kind = law.gather == Gather::ledger ? records_.kind(law.kind) : nullptr;
  if (!kind || !kind->field(kUnitField)) return Gathered{};
  return ledger(law, kUnitField, unit, span);
}

// `owner`: the field that says whose records count; without an id those of all do.
Result<Gathered> Gatherer::ledger(const MeasureLaw& law, std::string_view owner,
                                  const std::string& id, Span span) const {
  auto kind = records_.kind(law.kind);
  if (!kind) return fail(fmt::format("there is no kind '{}'", law.kind));
  if (!id.empty() && !kind->field(owner)) return Gathered{};  // no street or unit has any
  auto where = ledger::filters_of(*kind, law.where);
  if (!id.empty()) where.push_back({.field = std::string(owner), .value = id});
  if (auto field = law.on.empty() ? nullptr : kind->field(law.on)) {
    where.push_back(bounded(*field, Op::greater_equal, span.from));
    where.push_back(bounded(*field, Op::less, span.until));
  }
  auto found = all_records(records_, law.kind, where);
  if (!found) return tl::unexpected(found.error());
  Gathered out;
  out.simulated =
      std::ranges::any_of(*found, [](const ledger::Record& r) { return r.flag("simulated"); });
  if (law.had) {
    auto items = had(*law.had, *found, span);
    if (!items) return tl::unexpected(items.error());
    out.items = std::move(*items);
    return out;
  }
  for (const auto& record : *found) {
    auto value = law.value.empty()
                     ? std::optional(std::ranges::all_of(law.of,
                                                         [&](const ledger::When& when) {
                                                           return holds(when, record.fields);
                                                         })
                                         ? 1.0
                                         : 0.0)
                     : record.number(law.value);
    if (value) out.items.push_back({day_on(record, law.on, span), *value, record.id});
  }
  in_order(out.items);
  return out;
}

// Of each period that has ended within the span; the running one only where no other has.
Result<std::vector<Item>> Gatherer::had(const Had& had, std::span<const ledger::Record> records,
                                        Span span) const {
  auto on = records_.kind(had.by)->field(had.on);
  auto found =
      all_records(records_, had.by,
                  {bounded(*on, Op::greater_equal, span.from), bounded(*on, Op::less, span.until)});
  if (!found) return tl::unexpected(found.error());
  std::map<std::string, std::vector<Day>> days;
  for (const auto& one : *found) days[one.text(had.through)].push_back(day_on(one, had.on, span));
  std::vector<Item> out;
  for (auto first = day_of(span.from); start_of(first) < span.until;) {
    auto period = *ledger::duty_period(had.every, first);
    Day next{std::chrono::sys_days(period.until) + std::chrono::days{1}};
    if (!out.empty() && start_of(next) > span.until) break;
    auto last = std::min(period.until, last_day(span));
    for (const auto& record : records) {
      const auto& known = days[record.id];
      bool any = std::ranges::any_of(known, [&](Day day) { return period.hold(day); });
      out.push_back({last, any ? 1.0 : 0.0, record.id});
    }
    first = next;
  }
  return out;
}

Result<void> Gatherer::leave_out_dust(Gathered& gathered, Span span) const {
  if (!records_.kind(kSandDustKind)) return {};
  auto found =
      all_records(records_, std::string(kSandDustKind),
                  {{.field = "day", .op = Op::greater_equal, .value = iso(day_of(span.from))},
                   {.field = "day", .op = Op::less, .value = iso(day_of(span.until))}});
  if (!found) return tl::unexpected(found.error());
  std::set<Day> dusty;
  for (const auto& record : *found)
    if (auto day = parse_day(record.text("day"))) dusty.insert(*day);
  for (auto items : {&gathered.items, &gathered.by_part, &gathered.by_earlier})
    std::erase_if(*items, [&](const Item& item) { return dusty.contains(item.day); });
  return {};
}

Json Gatherer::made_of() const {
  return {{"rules", pack_.planning.version},
          {"ledger_commit", records_.last_commit()},
          {"series_seq", series_.last_seq()}};
}

// Of each day by the newest forecast of it.
Result<std::vector<plan::Expected>> Gatherer::forecast(const MeasureLaw& law, Day last) const {
  if (!records_.kind(kForecastKind)) return {};
  auto of = law.gather == Gather::air_index ? std::string("aqi") : law.factor;
  auto found = all_records(
      records_, std::string(kForecastKind),
      {{.field = "factor", .value = of}, {.field = "day", .op = Op::greater, .value = iso(last)}});
  if (!found) return tl::unexpected(found.error());
  std::ranges::stable_sort(*found, {}, [](const auto& r) { return r.text("issued_on"); });
  std::map<Day, plan::Expected> by_day;
  for (const auto& record : *found) {
    auto day = parse_day(record.text("day"));
    auto low = record.number("low"), high = record.number("high");
    if (day && low && high && *low <= *high) by_day[*day] = {*day, *low, *high};
  }
  std::vector<plan::Expected> out;
  for (const auto& [day, one] : by_day) out.push_back(one);
  return out;
}

}  // namespace qs::app
