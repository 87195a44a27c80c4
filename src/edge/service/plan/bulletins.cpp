// 工作通报: issues a bulletin of a day, week, month or year that is over.
#include <fmt/format.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr size_t kWhyLength = 500;

Maybe<Period> period_of(const std::string& word, const std::string& day, Instant now) {
  auto kind = period_kind(word);
  if (!kind || (*kind != PeriodKind::day && *kind != PeriodKind::week &&
                *kind != PeriodKind::month && *kind != PeriodKind::year))
    return refuse(422, "is none of day, week, month, year", "period");
  auto inside = lift_verb(parse_day(day));
  if (!inside) return tl::unexpected(inside.error());
  auto period = Period::of(*kind, start_of(*inside));
  if (period.end() > now) return refuse(422, "the period is not over", "day");
  return period;
}

}  // namespace

Reply post_plan_bulletin(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto word = body->text("period", 10), day = body->text("day", 10),
       why = body->text("why", kWhyLength);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto period = period_of(word, day, call.now);
  if (!period) return tl::unexpected(period.error());
  auto made = lift((*planning)->bulletin(*period, call.actor.user, call.now));
  if (!made) return tl::unexpected(made.error());
  Json told{{"id", made->id}, {"name", ledger::text_of(made->fields["name"])}};
  auto done = lift(room.seams.desk.write({std::move(*made)}, {call.actor, call.now, why}));
  if (!done) return tl::unexpected(done.error());
  return json_response(told, 201);
}

}  // namespace qs::service
