// 工作通报: issues a bulletin of a day, week, month or year that is over.
#include <fmt/format.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::string_view kKind = "plan_bulletin";
constexpr size_t kWhyLength = 500;

std::string_view period_zh(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::day:
      return "日报";
    case PeriodKind::week:
      return "周报";
    case PeriodKind::month:
      return "月报";
    default:
      return "年报";
  }
}

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
  auto first = iso(day_of(period->begin));
  auto before = lift(room.seams.records.count(
      {.kind = std::string(kKind),
       .where = {{.field = "period", .value = word}, {.field = "from_on", .value = first}}}));
  if (!before) return tl::unexpected(before.error());
  auto fields = lift((*planning)->bulletin(*period));
  if (!fields) return tl::unexpected(fields.error());
  auto issue = static_cast<int64_t>(*before) + 1;
  auto id = fmt::format("{}-{}-{}", word, first, issue);
  auto name = fmt::format("{}生态环境工作{}（{} 至 {}{}）", room.seams.district.name_zh,
                          period_zh(period->kind), first, ledger::text_of((*fields)["until_on"]),
                          issue > 1 ? fmt::format("，更正第 {} 期", issue) : "");
  fields->insert({{"name", name},
                  {"period", word},
                  {"issue", issue},
                  {"at", to_ms(call.now)},
                  {"who", call.actor.user}});
  auto done = lift(room.seams.desk.write({{.kind = std::string(kKind),
                                           .id = id,
                                           .fields = std::move(*fields),
                                           .expected_revision = 0}},
                                         {call.actor, call.now, why}));
  if (!done) return tl::unexpected(done.error());
  return json_response({{"id", id}, {"name", name}}, 201);
}

}  // namespace qs::service
