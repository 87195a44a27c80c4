// 亩均论英雄: firms of a year by class, as published or as computed now.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "edge/service/yield_rating.h"

namespace qs::service {
namespace {

using ledger::Record;

Json rules_json(const YieldYear& year) {
  auto criteria = Json::array(), classes = Json::array();
  for (const auto& c : year.rules.criteria)
    criteria.push_back({{"id", c.id},
                        {"name_zh", c.name_zh},
                        {"name_en", c.name_en},
                        {"unit", c.unit},
                        {"better", c.low ? "low" : "high"},
                        {"weight", c.weight},
                        {"cap", c.cap},
                        {"gap", plan::name(c.gap)}});
  for (const auto& one : year.rules.classes) {
    auto policies = Json::array();
    for (const auto& p : one.policies)
      policies.push_back({{"what", p.what}, {"name_zh", p.zh}, {"name_en", p.en}});
    classes.push_back({{"id", one.id},
                       {"name_zh", one.name_zh},
                       {"name_en", one.name_en},
                       {"share", one.share},
                       {"policies", policies}});
  }
  return {{"criteria", criteria},
          {"classes", classes},
          {"clause", year.clause},
          {"confidence", year.confidence}};
}

Json standing_json(const YieldYear& year, const plan::YieldStanding& standing, const Record& record,
                   const Names& names) {
  auto parts = Json::array(), vetoes = Json::array();
  for (const auto& part : standing.parts)
    parts.push_back({{"value", or_null(part.value)},
                     {"norm", or_null(part.norm)},
                     {"points", or_null(part.points)},
                     {"fault", plan::name(part.fault)}});
  for (const auto& id : standing.vetoes) {
    auto words = year.vetoes.find(id);
    vetoes.push_back(words == year.vetoes.end() ? id : words->second);
  }
  auto firm = record.text("firm");
  return {{"record", record.id},
          {"firm", firm},
          {"name", names.of("firm", firm)},
          {"street", record.text(access::kAreaField)},
          {"simulated", record.flag("simulated")},
          {"rank", or_null(standing.rank)},
          {"score", or_null(standing.score)},
          {"class", standing.class_id},
          {"parts", parts},
          {"vetoes", vetoes}};
}

}  // namespace

Reply get_yield(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kYieldKind);
  if (!view) return tl::unexpected(view.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto asked = year_asked(call);
  if (!asked) return tl::unexpected(asked.error());
  auto found = lift((*planning)->yield().year(*asked));
  if (!found) return tl::unexpected(found.error());
  Names names(room, call.actor);
  if (auto learned = names.learn(view->kind(), found->records); !learned)
    return tl::unexpected(learned.error());
  auto rows = Json::array();
  for (const auto& standing : found->standings) {
    auto record = std::ranges::find(found->records, standing.id, &Record::id);
    if (record != found->records.end() && view->reaches(*record))
      rows.push_back(standing_json(*found, standing, *record, names));
  }
  auto published = Json();
  if (found->issue)
    published = {{"at", ms_or_null(found->issue->instant("at"))},
                 {"who", found->issue->text("who")},
                 {"made_of", Json::parse(found->issue->text("made_of"), nullptr, false)},
                 {"frozen", found->frozen},
                 {"same", found->same}};
  auto out = rules_json(*found);
  out.update({{"year", *asked},
              {"rows", rows},
              {"published", published},
              {"may_publish", room.seams.rights.may(call.actor, "plan.publish")}});
  return json_response(out);
}

Reply post_yield(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto year = static_cast<int>(body->integer("year", 2000, 2100));
  auto why = body->text("why", kLongestReason);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  const auto& rating = (*planning)->yield();
  auto doing = call.doing(why);
  auto done = lift(room.seams.desk.decide([&] { return rating.publish(year, doing); }, doing));
  if (!done) return tl::unexpected(done.error());
  return json_response({{"year", year}}, 201);
}

}  // namespace qs::service
