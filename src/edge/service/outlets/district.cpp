// 全区排口: transmission by firm and month, and the hourly means that firms publish.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/outlets/grading.h"
#include "edge/service/outlets/outlet_handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using observe::Cadence;
using observe::Measure;

constexpr int kMonths = 6;                         // beside the one asked for
constexpr std::chrono::hours kPublished{24};       // of the past
constexpr std::chrono::hours kPublishedWithin{2};  // of the end of an hour
constexpr size_t kMostOutlets = 2'000;

Maybe<std::vector<ledger::Record>> outlet_stations(const Service::Room& room,
                                                   std::vector<ledger::Filter> where) {
  where.push_back({"kind", ledger::Op::equal, std::string("outlet"), {}});
  return query(room, {.kind = "station", .where = std::move(where), .limit = kMostOutlets});
}

// The outlets of one firm, or one that no record of an outlet names.
struct FirmRow {
  std::string firm, name;
  std::vector<ledger::Record> stations;
};

Maybe<std::vector<FirmRow>> rows_by_firm(const Service::Room& room, const Call& call) {
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  auto stations = outlet_stations(room, std::move(*where));
  if (!stations) return tl::unexpected(stations.error());
  std::vector<FirmRow> rows;
  for (auto& station : *stations) {
    auto firm = firm_of_station(room, station.id);
    if (!firm) return tl::unexpected(firm.error());
    auto id = *firm ? (*firm)->id : std::string();
    auto row =
        std::ranges::find_if(rows, [&](const FirmRow& r) { return !id.empty() && r.firm == id; });
    if (row == rows.end()) {
      rows.push_back({id, *firm ? (*firm)->text("name") : station.text("name_zh"), {}});
      row = rows.end() - 1;
    }
    row->stations.push_back(std::move(station));
  }
  return rows;
}

Maybe<Json> month_of_row(const Service::Room& room, const FirmRow& row, Period month) {
  observe::Transmission whole;
  double rest = 0;
  const standard::Rule* law = nullptr;
  for (const auto& station : row.stations) {
    auto graded = graded_month(room, station, month);
    if (!graded) return tl::unexpected(graded.error());
    whole.add(graded->whole);
    rest += graded->rest;
    law = graded->law;
  }
  return Json{
      {"month", iso_month(day_of(month.begin))},
      {"owed", whole.owed},
      {"rate", or_null(whole.rate())},
      {"validity", or_null(whole.validity())},
      {"efficiency", or_null(whole.efficiency())},
      {"met", whole.owed > 0 ? Json(*whole.efficiency() >= law->number()) : Json()},
      {"outlook", rest > 0 ? outlook_json(observe::outlook(whole, rest, law->number())) : Json()}};
}

// The hours of one outlet that anybody may see: as measured and as converted, with their marks.
Maybe<Json> published_hours(const Service::Room& room, const ledger::Record& site, Instant now) {
  Span span{Period::of(PeriodKind::hour, now).begin - kPublished, now};
  const auto& series = room.seams.series;
  auto factors = Json::array();
  std::optional<Instant> newest;
  for (const auto& [id, key] : series.catalogue(site.id)) {
    auto factor = room.seams.library.factor(key.factor);
    auto unit = factor ? room.seams.library.unit(factor->unit) : nullptr;
    bool amount = unit && (unit->dimension.starts_with("mass"));
    if (!amount || key.cadence != Cadence::hour || key.measure != Measure::avg) continue;
    std::set<observe::SeriesId> ids{id};
    auto converted = series.find({site.id, key.factor, Cadence::hour, Measure::zs_avg});
    if (converted) ids.insert(*converted);
    auto found = lift(scan_by_series(series, ids, span));
    if (!found) return tl::unexpected(found.error());
    // In the unit of the limit that it stands beside.
    auto binding = room.seams.limits(site, key.factor, Cadence::hour, day_of(now));
    auto conversion = binding.empty()
                          ? std::nullopt
                          : room.seams.library.conversion(factor->unit, binding.front()->unit);
    auto shown = [&](double value) { return conversion ? (*conversion)(value) : value; };
    auto zs = inside(*found, converted, span);
    auto hours = Json::array();
    for (const auto& s : inside(*found, id, span)) {
      auto same = std::ranges::find(zs, s.time, &observe::Sample::time);
      bool counts = same != zs.end() && observe::counts(same->mark);
      hours.push_back({{"t", s.time},
                       {"value", shown(s.value)},
                       {"converted", counts ? Json(shown(same->value)) : Json()},
                       {"mark", observe::letter(s.mark)}});
      newest = std::max(newest.value_or(Instant{}), from_ms(s.time));
    }
    auto limits = Json::array();
    for (auto limit : binding) limits.push_back(limit_brief(*limit));
    auto one = factor_brief(*factor);
    if (conversion) one["unit"] = binding.front()->unit;
    one["hours"] = hours;
    one["limits"] = limits;
    factors.push_back(std::move(one));
  }
  auto over = newest ? std::optional(*newest + std::chrono::hours{1}) : std::nullopt;
  return Json{{"id", site.id},
              {"name_zh", site.text("name_zh")},
              {"name_en", site.text("name_en")},
              {"street", site.text("street")},
              {"simulated", site.flag("simulated")},
              {"newest", ms_or_null(newest)},
              {"late", !over || now - *over > kPublishedWithin + std::chrono::hours{1}},
              {"factors", factors}};
}

}  // namespace

Reply get_transmissions(Service::Room& room, const Call& call) {
  auto month = month_asked(call);
  if (!month) return tl::unexpected(month.error());
  auto rows = rows_by_firm(room, call);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Period> months{*month};
  while (months.size() <= kMonths) months.push_back(months.back().previous());
  auto law = room.seams.library.rule("transmission.pass", day_of(month->begin));
  auto out = Json::array();
  for (const auto& row : *rows) {
    auto list = Json::array(), stations = Json::array();
    for (const auto& one : months) {
      auto graded = month_of_row(room, row, one);
      if (!graded) return tl::unexpected(graded.error());
      list.push_back(std::move(*graded));
    }
    for (const auto& station : row.stations)
      stations.push_back({{"id", station.id},
                          {"name_zh", station.text("name_zh")},
                          {"name_en", station.text("name_en")},
                          {"simulated", station.flag("simulated")}});
    out.push_back({{"firm", row.firm.empty() ? Json() : Json(row.firm)},
                   {"name", row.name},
                   {"stations", stations},
                   {"months", list}});
  }
  return json_response({{"month", iso_month(day_of(month->begin))},
                        {"pass", law ? Json(law->number()) : Json()},
                        {"law", law_of(law)},
                        {"rows", out}});
}

Reply get_public_outlets(Service::Room& room, const Call& call) {
  auto stations = outlet_stations(room, {});
  if (!stations) return tl::unexpected(stations.error());
  auto out = Json::array();
  for (const auto& station : *stations) {
    auto firm = firm_of_station(room, station.id);
    if (!firm) return tl::unexpected(firm.error());
    auto one = published_hours(room, station, call.now);
    if (!one) return tl::unexpected(one.error());
    (*one)["firm_name"] = *firm ? Json((*firm)->text("name")) : Json();
    out.push_back(std::move(*one));
  }
  return json_response({{"district_zh", room.seams.district.name_zh},
                        {"district_en", room.seams.district.name_en},
                        {"within_hours", kPublishedWithin.count()},
                        {"outlets", out}});
}

}  // namespace qs::service
