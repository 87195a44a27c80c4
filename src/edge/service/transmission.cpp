// 传输有效率: how an outlet stands in a month, and whether the month can still be met.
#include "kernel/observe/transmission.h"

#include <fmt/format.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::string_view kPass = "transmission.pass";

Json outlook_json(const observe::TransmissionOutlook& seen) {
  return {{"end", observe::name(seen.end)},
          {"best", seen.best},
          {"worst", seen.worst},
          {"expected", or_null(seen.expected)}};
}

}  // namespace

Reply get_transmission(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  if (site->text("kind") != "outlet") return refuse(404, "only an outlet is graded", site->id);
  auto asked = param(call, "month").value_or(iso_month(day_of(call.now)));
  auto day = parse_day(asked + "-01");
  if (!day || *day > day_of(call.now)) return refuse(422, "a month such as 2026-05", "month");
  auto month = Period::of(PeriodKind::month, start_of(*day));
  auto law = room.seams.library.rule(kPass, *day);
  if (!law) return refuse(422, "no rule of that month says what is to be reached", "month");
  auto found = lift(room.seams.health.transmission(*site, month));
  if (!found) return tl::unexpected(found.error());
  observe::Transmission whole;
  auto factors = Json::array();
  for (const auto& [factor, counts] : found->factors) {
    whole.add(counts);
    factors.push_back({{"factor", factor},
                       {"owed", counts.owed},
                       {"came", counts.came},
                       {"valid", counts.valid},
                       {"efficiency", or_null(counts.efficiency())}});
  }
  auto left = std::chrono::duration_cast<std::chrono::hours>(month.end() - found->counted.until);
  auto rest = static_cast<double>(left.count()) * static_cast<double>(found->factors.size());
  return json_response(
      {{"month", asked},
       {"counted", {{"from", to_ms(found->counted.from)}, {"until", to_ms(found->counted.until)}}},
       {"pass", law->number()},
       {"standard", law->source.standard},
       {"clause", law->source.clause},
       {"confidence", law->source.confidence},
       {"rate", or_null(whole.rate())},
       {"validity", or_null(whole.validity())},
       {"efficiency", or_null(whole.efficiency())},
       {"outlook", outlook_json(observe::outlook(whole, rest, law->number()))},
       {"factors", factors}});
}

}  // namespace qs::service
