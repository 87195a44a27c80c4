// 传输有效率: how an outlet stands in a month, and whether the month can still be met.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/outlets/grading.h"
#include "edge/service/room.h"

namespace qs::service {

Reply get_transmission(Service::Room& room, const Call& call) {
  auto site = find_outlet(room, call);
  if (!site) return tl::unexpected(site.error());
  auto month = month_asked(call);
  if (!month) return tl::unexpected(month.error());
  auto graded = graded_month(room, *site, *month);
  if (!graded) return tl::unexpected(graded.error());
  auto factors = Json::array();
  for (const auto& [factor, counts] : graded->counts.factors)
    factors.push_back({{"factor", factor},
                       {"owed", counts.owed},
                       {"came", counts.came},
                       {"valid", counts.valid},
                       {"efficiency", or_null(counts.efficiency())}});
  const auto& counted = graded->counts.counted;
  Json out{{"month", iso_month(day_of(month->begin))},
           {"counted", {{"from", to_ms(counted.from)}, {"until", to_ms(counted.until)}}},
           {"pass", graded->law->number()},
           {"rate", or_null(graded->whole.rate())},
           {"validity", or_null(graded->whole.validity())},
           {"efficiency", or_null(graded->whole.efficiency())},
           {"outlook", outlook_json(graded->outlook())},
           {"factors", factors}};
  out.update(law_of(graded->law));
  return json_response(out);
}

}  // namespace qs::service
