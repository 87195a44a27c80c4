// The day's figures: those of the plan come from the program, those of alerts and cases are counted
// here.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

// The open cases of the district and of each street.
Maybe<Json> cases_json(const Service::Room& room) {
  ledger::Query open{.kind = std::string(casework::kCaseKind),
                     .where = {{"state", ledger::Op::equal, "open", {}}}};
  auto groups = lift(room.seams.records.group(open, std::vector<std::string>{"street"},
                                              std::vector<std::string>{"overdue"}));
  if (!groups) return tl::unexpected(groups.error());
  struct Standing {
    size_t open = 0, overdue = 0;
  } all;
  std::map<std::string, Standing> of;
  for (const auto& group : *groups) {
    auto overdue = static_cast<size_t>(group.sums[0]);
    of[ledger::text_of(group.by[0])] = {group.count, overdue};
    all = {all.open + group.count, all.overdue + overdue};
  }
  Json out{{"cases_open", all.open}, {"cases_overdue", all.overdue}};
  auto& streets = out["cases_by_street"] = Json::array();
  for (const auto& street : room.seams.district.streets)
    streets.push_back(
        {{"street", street.id}, {"open", of[street.id].open}, {"overdue", of[street.id].overdue}});
  return out;
}

Json figure_json(const Figure& f) {
  return {{"id", f.id},
          {"name_zh", f.name_zh},
          {"name_en", f.name_en},
          {"value", or_null(f.value)},
          {"target", or_null(f.target)},
          {"unit", f.unit},
          {"better", f.low_is_better ? "low" : "high"}};
}

Json plan_json(const DayFigures& f) {
  auto figures = Json::array();
  for (const auto& figure : f.figures) figures.push_back(figure_json(figure));
  return {{"day", iso(f.day)},
          {"good_days", or_null(f.good_days)},
          {"valid_days", or_null(f.valid_days)},
          {"good_share", or_null(f.good_share)},
          {"good_share_target", or_null(f.good_share_target)},
          {"pm25_mean", or_null(f.pm25_mean)},
          {"pm25_target", or_null(f.pm25_target)},
          {"pm10_mean", or_null(f.pm10_mean)},
          {"pm10_target", or_null(f.pm10_target)},
          {"online_rate", or_null(f.online_rate)},
          {"figures", figures}};
}

}  // namespace

Maybe<Json> summary_json(const Service::Room& room) {
  auto firing =
      lift(room.seams.records.count({.kind = std::string(alert::kRecordKind),
                                     .where = {{"state", ledger::Op::equal, "firing", {}}}}));
  if (!firing) return tl::unexpected(firing.error());
  auto cases = cases_json(room);
  if (!cases) return tl::unexpected(cases.error());
  auto out = plan_json(room.seams.figures());
  out["alerts_firing"] = *firing;
  out.update(*cases);
  return out;
}

// A firm's account sees the district's air, not what the district is working on.
Reply get_summary(Service::Room& room, const Call& call) {
  auto reach = room.seams.rights.reach(call.actor, call.verb, {});
  if (!reach.everywhere && !reach.own_area) {
    auto out = plan_json(room.seams.figures());
    for (auto count : {"alerts_firing", "cases_open", "cases_overdue"}) out[count] = 0;
    out["cases_by_street"] = Json::array();
    return json_response(out);
  }
  return summary_json(room).map([](const Json& body) { return json_response(body); });
}

}  // namespace qs::service
