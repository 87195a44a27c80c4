// 工作通报: issues a bulletin of a period that is over, or an evaluation of a plan.
#include <algorithm>
#include <array>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr size_t kWhyLength = 500, kIdLength = 100;

constexpr std::array<std::string_view, 4> kCalendar{"day", "week", "month", "year"};
constexpr std::string_view kHalfYear = "half_year", kMidTerm = "mid_term", kFinal = "final";

Span half_year_of(Day day) {
  constexpr auto kJuly = std::chrono::July;
  auto middle = start_of(day.year() / kJuly / 1);
  auto first = start_of(day.year() / 1 / 1);
  auto next = start_of((day.year() + std::chrono::years{1}) / 1 / 1);
  return day.month() < kJuly ? Span{first, middle} : Span{middle, next};
}

// The plan named, otherwise the first.
Maybe<ledger::Record> plan_asked(const Service::Room& room, const std::string& id) {
  ledger::Query asked{.kind = "plan", .where = {}, .order_by = "from_year", .limit = 1};
  if (!id.empty()) asked.where.push_back({.field = "id", .value = id});
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return refuse(422, "there is no such plan", "plan");
  return std::move(found->front());
}

// From the plan's first day: up to the day (a mid-term), or to its last (a final one).
Maybe<BulletinAsked> evaluation(const Service::Room& room, const std::string& word,
                                const std::string& plan, Day day) {
  auto record = plan_asked(room, plan);
  if (!record) return tl::unexpected(record.error());
  auto year = [&](const char* field) {
    return std::chrono::year{static_cast<int>(record->integer(field).value_or(0))};
  };
  auto first = start_of(year("from_year") / 1 / 1);
  auto until = start_of((year("until_year") + std::chrono::years{1}) / 1 / 1);
  auto after = start_of(day) + std::chrono::days{1};
  if (word == kMidTerm && (after <= first || after > until))
    return refuse(422, "is not within the years of the plan", "day");
  return BulletinAsked{word, {first, word == kMidTerm ? after : until}, record->id};
}

Maybe<BulletinAsked> bulletin_asked(const Service::Room& room, const std::string& word, Day day,
                                    const std::string& plan) {
  if (word == kMidTerm || word == kFinal) return evaluation(room, word, plan, day);
  if (word == kHalfYear) return BulletinAsked{word, half_year_of(day)};
  auto kind = period_kind(word);
  if (!kind || std::ranges::find(kCalendar, word) == kCalendar.end())
    return refuse(422, "is none of day, week, month, half_year, year, mid_term, final", "period");
  return BulletinAsked{word, Period::of(*kind, start_of(day)).span()};
}

}  // namespace

Reply post_plan_bulletin(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto word = body->text("period", 10), day = body->text("day", 10),
       plan = body->optional_text("plan", kIdLength), why = body->text("why", kWhyLength);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto inside = lift_verb(parse_day(day));
  if (!inside) return tl::unexpected(inside.error());
  auto asked = bulletin_asked(room, word, *inside, plan);
  if (!asked) return tl::unexpected(asked.error());
  if (asked->span.until > call.now) return refuse(422, "the period is not over", "day");
  auto made = lift((*planning)->bulletin(*asked, call.actor.user, call.now));
  if (!made) return tl::unexpected(made.error());
  Json told{{"id", made->id}, {"name", ledger::text_of(made->fields["name"])}};
  auto done = lift(room.seams.desk.write({std::move(*made)}, {call.actor, call.now, why}));
  if (!done) return tl::unexpected(done.error());
  return json_response(told, 201);
}

}  // namespace qs::service
