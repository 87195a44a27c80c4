// 许可监管: a permit's reports, what was monitored beside them, and what was found.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/outlets/grading.h"
#include "edge/service/outlets/outlet_handlers.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

Json report_json(const PermitSight::Report& r) {
  return {{"kind", r.kind},
          {"from", iso(day_of(r.period.from))},
          {"until", iso(day_of(r.period.until - Millis{1}))},
          {"due_on", iso(r.due_on)},
          {"id", r.record ? Json(r.record->id) : Json()},
          {"submitted_on", r.record ? Json(r.record->text("submitted_on")) : Json()},
          {"late", r.late}};
}

Json linked_json(const std::vector<ledger::Record>& records, std::string_view day,
                 std::string_view result) {
  auto out = Json::array();
  for (const auto& r : records)
    out.push_back({{"kind", r.kind},
                   {"id", r.id},
                   {"number", r.text("number")},
                   {"day", r.text(day)},
                   {"result", r.text(result)}});
  return out;
}

}  // namespace

Reply get_permit_sight(Service::Room& room, const Call& call) {
  auto outlets = outlets_of(room);
  if (!outlets) return tl::unexpected(outlets.error());
  auto view = View::of(room, call.actor, "permit");
  if (!view) return tl::unexpected(view.error());
  auto permit = find_reached(room, *view, call.id());
  if (!permit) return tl::unexpected(permit.error());
  auto sight = lift((*outlets)->permit(*permit));
  if (!sight) return tl::unexpected(sight.error());
  auto reports = Json::array(), compared = Json::array(), monitoring = Json::array(),
       findings = Json::array();
  for (const auto& r : sight->reports) reports.push_back(report_json(r));
  for (const auto& c : sight->compared)
    compared.push_back({{"report", c.report},
                        {"factor", c.factor},
                        {"reported_kg", c.reported_kg},
                        {"monitored_kg", c.monitored_kg},
                        {"differs", c.differs}});
  for (const auto& m : sight->monitoring)
    monitoring.push_back({{"outlet", m.outlet},
                          {"factor", m.factor},
                          {"frequency", m.frequency},
                          {"automatic", m.automatic},
                          {"demanded", m.demanded},
                          {"done", m.done}});
  for (const auto& f : sight->findings)
    findings.push_back({{"code", f.code}, {"subject", f.subject}, {"record", f.record}});
  auto day = day_of(call.now);
  return json_response(
      {{"permit", permit->id},
       {"code", permit->text("code")},
       {"tolerance", sight->tolerance},
       {"law",
        {{"report",
          law_of(room.seams.library.rule("permit.report.days", day, "permit_annual_report"))},
         {"tolerance", law_of(room.seams.library.rule("outlet.report.tolerance", day))}}},
       {"reports", reports},
       {"compared", compared},
       {"monitoring", monitoring},
       {"findings", findings},
       {"supervision", linked_json(sight->supervision, "inspected_on", "result")},
       {"enforcement", linked_json(sight->enforcement, "decided_on", "kind")}});
}

}  // namespace qs::service
