// 排放量: what an outlet or a firm emitted in a year beside what it is permitted.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/outlets/grading.h"
#include "edge/service/outlets/outlet_handlers.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr size_t kMostSubstitutes = 200;  // listed of one quarter or month; the sums are of all

Json month_json(const OutletAmounts::Month& m) {
  return {{"month", iso_month(day_of(m.begin))},
          {"measured_kg", m.measured_kg},
          {"substituted_kg", m.substituted_kg},
          {"measured", m.measured},
          {"missing", m.missing},
          {"stopped", m.stopped}};
}

Json substitute_json(const observe::Substitute& one) {
  return {{"from", to_ms(one.missing.from)},
          {"until", to_ms(one.missing.until)},
          {"kg_each", or_null(one.kg_each)},
          {"looked_at", one.looked_at},
          {"of", one.of ? Json(to_ms(*one.of)) : Json()},
          {"manual", one.manual}};
}

Json part_json(const OutletAmounts::Part& part) {
  auto list = Json::array();
  for (const auto& one : part.counts.substitutes)
    if (list.size() < kMostSubstitutes) list.push_back(substitute_json(one));
  return {{"from", to_ms(part.span.from)},           {"until", to_ms(part.span.until)},
          {"capture", or_null(part.counts.capture)}, {"measured", part.counts.measured},
          {"missing", part.counts.missing},          {"stopped", part.counts.stopped},
          {"measured_kg", part.counts.measured_kg},  {"substituted_kg", part.counts.substituted_kg},
          {"runs", part.counts.substitutes.size()},  {"substitutes", list}};
}

Json run_out_json(const std::optional<observe::RunOut>& found) {
  if (!found) return {};
  auto day = [](const std::optional<Day>& d) { return d ? Json(iso(*d)) : Json(); };
  return {{"days", found->days},
          {"expected", day(found->expected)},
          {"earliest", day(found->earliest)},
          {"latest", day(found->latest)},
          {"year_kg", found->year_kg},
          {"year_low_kg", found->year_low_kg},
          {"year_high_kg", found->year_high_kg}};
}

Json factor_json(const OutletAmounts::OfFactor& of) {
  auto months = Json::array(), parts = Json::array();
  for (const auto& m : of.months) months.push_back(month_json(m));
  for (const auto& p : of.parts) parts.push_back(part_json(p));
  return {{"factor", of.factor},
          {"total_kg", of.total_kg},
          {"permitted_kg", or_null(of.permitted_kg)},
          {"run_out", run_out_json(of.run_out)},
          {"months", months},
          {"parts", parts}};
}

Json factors_json(const std::vector<OutletAmounts::OfFactor>& factors) {
  auto out = Json::array();
  for (const auto& of : factors) out.push_back(factor_json(of));
  return out;
}

}  // namespace

Reply get_outlet_amounts(Service::Room& room, const Call& call) {
  auto outlets = outlets_of(room);
  if (!outlets) return tl::unexpected(outlets.error());
  auto site = find_outlet(room, call);
  if (!site) return tl::unexpected(site.error());
  auto year = past_year(call);
  if (!year) return tl::unexpected(year.error());
  auto found = lift((*outlets)->amounts(*site, *year));
  if (!found) return tl::unexpected(found.error());
  return json_response(
      {{"year", *year},
       {"counted", {{"from", to_ms(found->counted.from)}, {"until", to_ms(found->counted.until)}}},
       {"by", found->water ? "day" : "hour"},
       {"pass", found->pass},
       {"law", law_of(found->law)},
       {"factors", factors_json(found->factors)}});
}

Reply get_firm_amounts(Service::Room& room, const Call& call) {
  auto outlets = outlets_of(room);
  if (!outlets) return tl::unexpected(outlets.error());
  auto view = View::of(room, call.actor, "firm");
  if (!view) return tl::unexpected(view.error());
  auto firm = find_reached(room, *view, call.id());
  if (!firm) return tl::unexpected(firm.error());
  auto year = past_year(call);
  if (!year) return tl::unexpected(year.error());
  auto found = lift((*outlets)->firm_amounts(*firm, *year));
  if (!found) return tl::unexpected(found.error());
  auto month = month_asked(call);
  if (!month) return tl::unexpected(month.error());
  auto list = Json::array();
  observe::Transmission whole;
  double rest = 0;
  const standard::Rule* law = nullptr;
  for (const auto& outlet : found->outlets) {
    auto site = find(room, "station", outlet.station);
    if (!site) return tl::unexpected(site.error());
    auto graded = graded_month(room, *site, *month);
    if (!graded) return tl::unexpected(graded.error());
    whole.add(graded->whole);
    rest += graded->rest;
    law = graded->law;
    list.push_back({{"station", outlet.station},
                    {"name_zh", site->text("name_zh")},
                    {"name_en", site->text("name_en")},
                    {"efficiency", or_null(graded->whole.efficiency())},
                    {"factors", factors_json(outlet.factors)}});
  }
  Json transmission;
  if (law)
    transmission = {{"month", iso_month(day_of(month->begin))},
                    {"efficiency", or_null(whole.efficiency())},
                    {"pass", law->number()},
                    {"outlook", outlook_json(observe::outlook(whole, rest, law->number()))},
                    {"law", law_of(law)}};
  return json_response({{"year", *year},
                        {"permit", found->permit ? Json(found->permit->id) : Json()},
                        {"outlets", list},
                        {"factors", factors_json(found->factors)},
                        {"transmission", transmission}});
}

}  // namespace qs::service
