// 年度考核: by year and scheme, with a sheet for each who is assessed.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/assessing.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr int64_t kFirstYear = 2000, kLastYear = 2100;

Maybe<const Assessing*> assessing_of(const Service::Room& room) {
  return planning_of(room).map([](const Planning* planning) { return &planning->assessing(); });
}

Json offer_json(const AssessmentOffer& offer) {
  return {{"id", offer.id},
          {"name_zh", offer.name_zh},
          {"name_en", offer.name_en},
          {"clause", offer.clause},
          {"confidence", offer.confidence},
          {"quote", offer.quote},
          {"quote_place", offer.quote_place},
          {"of_streets", offer.of_streets}};
}

Maybe<Day> day_in(Body& body, std::string_view field) {
  return lift_verb(parse_day(body.text(field, 10)));
}

}  // namespace

Reply get_assessments(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kAssessmentKind);
  if (!view) return tl::unexpected(view.error());
  auto assessing = assessing_of(room);
  if (!assessing) return tl::unexpected(assessing.error());
  auto found = query(room, {.kind = std::string(kAssessmentKind),
                            .where = {},
                            .order_by = "year",
                            .descending = true,
                            .limit = ledger::kMaxPage});
  if (!found) return tl::unexpected(found.error());
  auto told = told_records(room, call, *view, std::move(*found));
  if (!told) return tl::unexpected(told.error());
  for (auto& one : *told) one["fields"].erase("law");  // a sheet tells it
  auto offers = Json::array();
  for (const auto& offer : (*assessing)->offers()) offers.push_back(offer_json(offer));
  return json_response({{"schemes", offers},
                        {"assessments", std::move(*told)},
                        {"may_run", room.seams.rights.may(call.actor, "assess.run")}});
}

Reply get_assessment(Service::Room& room, const Call& call) {
  auto view = View::of(room, call.actor, kAssessmentKind);
  if (!view) return tl::unexpected(view.error());
  auto sheets = View::of(room, call.actor, kSheetKind);
  if (!sheets) return tl::unexpected(sheets.error());
  auto assessment = find_reached(room, *view, call.id());
  if (!assessment) return tl::unexpected(assessment.error());
  ledger::Query of_it{.kind = std::string(kSheetKind),
                      .where = {{.field = "assessment", .value = assessment->id}},
                      .order_by = "total",
                      .descending = true,
                      .limit = ledger::kMaxPage};
  sheets->keep_within(of_it);
  auto found = query(room, of_it);
  if (!found) return tl::unexpected(found.error());
  auto rows = told_records(room, call, *sheets, std::move(*found));
  if (!rows) return tl::unexpected(rows.error());
  auto out = told_record(room, call, *view, *assessment);
  if (!out) return tl::unexpected(out.error());
  out->update(
      {{"sheets", std::move(*rows)}, {"may_run", room.seams.rights.may(call.actor, "assess.run")}});
  return json_response(*out);
}

Reply post_assessment(Service::Room& room, const Call& call) {
  auto assessing = assessing_of(room);
  if (!assessing) return tl::unexpected(assessing.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto scheme = body->text("scheme"), why = body->text("why", kLongestReason);
  auto year = static_cast<int>(body->integer("year", kFirstYear, kLastYear));
  auto until = day_in(*body, "told_until");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (!until) return tl::unexpected(until.error());
  auto doing = call.doing(why);
  auto done = lift(room.seams.desk.decide(
      [&] { return (*assessing)->open(scheme, year, *until, doing); }, doing));
  if (!done) return tl::unexpected(done.error());
  return json_response({{"id", fmt::format("{}-{}", scheme, year)}}, 201);
}

Reply post_assessment_move(Service::Room& room, const Call& call) {
  auto assessing = assessing_of(room);
  if (!assessing) return tl::unexpected(assessing.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto word = body->text("to"), why = body->text("why", kLongestReason);
  AssessmentMove move{.assessment = call.id(), .to = plan::Stage::draft, .told_until = {}};
  if (body->has("told_until")) {
    auto until = day_in(*body, "told_until");
    if (!until) return tl::unexpected(until.error());
    move.told_until = *until;
  }
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto to = plan::stage(word);
  if (!to) return refuse(422, "there is no such stage", "to");
  move.to = *to;
  auto doing = call.doing(why);
  auto done = lift(room.seams.desk.decide([&] { return (*assessing)->move(move, doing); }, doing));
  if (!done) return tl::unexpected(done.error());
  return json_response({{"id", call.id()}, {"state", plan::name(*to)}});
}

}  // namespace qs::service
