// The day's figures: those of the plan come from the program, those of alerts and cases are counted
// here.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

ledger::Query open_cases() {
  return {.kind = std::string(casework::kCaseKind),
          .where = {{"state", ledger::Op::equal, "open", {}}}};
}

ledger::Query late(ledger::Query cases, Instant now) {
  cases.where.push_back({"due_at", ledger::Op::less, to_ms(now), {}});
  return cases;
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
  const auto& records = room.seams.records;
  auto now = room.seams.now();
  std::optional<Fault> fault;
  auto count = [&](const ledger::Query& asked) -> size_t {
    auto n = lift(records.count(asked));
    if (!n) fault = n.error();
    return n.value_or(0);
  };
  auto out = plan_json(room.seams.figures());
  out["alerts_firing"] = count({.kind = std::string(alert::kRecordKind),
                                .where = {{"state", ledger::Op::equal, "firing", {}}}});
  out["cases_open"] = count(open_cases());
  out["cases_overdue"] = count(late(open_cases(), now));
  auto& streets = out["cases_by_street"] = Json::array();
  for (const auto& street : room.seams.district.streets) {
    auto of_street = open_cases();
    of_street.where.push_back({"street", ledger::Op::equal, street.id, {}});
    streets.push_back({{"street", street.id},
                       {"open", count(of_street)},
                       {"overdue", count(late(of_street, now))}});
  }
  if (fault) return tl::unexpected(*fault);
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
