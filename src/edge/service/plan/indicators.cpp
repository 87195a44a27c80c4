// 规划指标: where a plan stands, by year and area.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

struct Asked {
  const Planning* planning;
  int year;
  std::string area;
};

Maybe<Asked> asked_of(const Service::Room& room, const Call& call) {
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto year = year_asked(call);
  if (!year) return tl::unexpected(year.error());
  return Asked{*planning, *year, param(call, "area").value_or("")};
}

bool accepted(const std::optional<ledger::Record>& report) {
  return report && report->text("state") == "accepted";
}

// What was reported and not yet reviewed is nobody's business outside.
void keep_reviewed(IndicatorReading& reading) {
  if (!accepted(reading.latest)) reading.latest.reset();
  if (reading.source != IndicatorReading::Source::reported || accepted(reading.report)) return;
  reading.source = IndicatorReading::Source::none;
  reading.report.reset();
  reading.value.reset();
  reading.met.reset();
}

Reply list(const Service::Room& room, const Call& call, const View& view) {
  auto asked = asked_of(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto plan = plan_asked(room, call);
  if (!plan) return tl::unexpected(plan.error());
  auto readings = lift(asked->planning->indicators(*plan, asked->year, asked->area));
  if (!readings) return tl::unexpected(readings.error());
  auto out = Json::array();
  for (auto& reading : *readings) {
    if (!view.reaches(reading.indicator)) continue;
    if (view.is_open()) keep_reviewed(reading);
    out.push_back(reading_brief(reading));
  }
  return json_response(
      {{"plan", *plan}, {"year", asked->year}, {"area", asked->area}, {"indicators", out}});
}

}  // namespace

Reply get_plan_indicators(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, "indicator");
  if (!view) return tl::unexpected(view.error());
  return list(room, call, *view);
}

// The district's figures; of streets the public page says nothing.
Reply get_public_indicators(Service::Room& room, const Call& call) {
  auto view = View::open(room, "indicator");
  if (!view) return tl::unexpected(view.error());
  if (param(call, "area")) return refuse(422, "only the whole district is public", "area");
  return list(room, call, *view);
}

Reply get_plan_indicator(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, "indicator");
  if (!view) return tl::unexpected(view.error());
  auto asked = asked_of(room, call);
  if (!asked) return tl::unexpected(asked.error());
  auto record = find_reached(room, *view, call.id());
  if (!record) return tl::unexpected(record.error());
  auto reading = lift(asked->planning->indicator(*record, asked->year, asked->area));
  if (!reading) return tl::unexpected(reading.error());
  if (!View::of(room, call.actor, "indicator_report"))
    reading->report.reset(), reading->latest.reset();
  auto out = reading_whole(*reading);
  out.update({{"year", asked->year}, {"area", asked->area}});
  return json_response(out);
}

}  // namespace qs::service
