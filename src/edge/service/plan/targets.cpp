// 目标分解: the targets of an indicator in one year, and where they contradict each other.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

Json contradictions_json(const std::vector<plan::Contradiction>& found) {
  constexpr std::string_view kNames[]{"differs", "looser", "no_value", "weights"};
  auto out = Json::array();
  for (const auto& one : found)
    out.push_back({{"kind", kNames[static_cast<size_t>(one.kind)]},
                   {"part", one.part},
                   {"made", or_null(one.made)}});
  return out;
}

}  // namespace

Reply get_plan_decomposition(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, "indicator_target");
  if (!view) return tl::unexpected(view.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto year = year_asked(call);
  if (!year) return tl::unexpected(year.error());
  auto indicator = find(room, "indicator", call.id());
  if (!indicator) return tl::unexpected(indicator.error());
  auto found = lift((*planning)->decomposition(*indicator, *year));
  if (!found) return tl::unexpected(found.error());
  Names names(room, call.actor);
  auto rows = Json::array();
  for (const auto& row : found->rows) {
    auto one = record_json(*view, row.target, names);
    one["areas"] = contradictions_json(row.areas);
    one["units"] = contradictions_json(row.units);
    one["months"] = contradictions_json(row.months);
    rows.push_back(std::move(one));
  }
  return json_response({{"indicator", indicator->id}, {"year", *year}, {"targets", rows}});
}

}  // namespace qs::service
