#include "edge/service/oversight/draw_json.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {

using oversight::Rite;

namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

// Parties are told by the names that the pool gives them.
Json names_of(const Rite& rite, const std::vector<std::string>& users) {
  auto out = Json::array();
  for (const auto& user : users)
    for (const auto& party : rite.parties)
      if (party.user == user) out.push_back(party.name);
  return out;
}

Json parties_json(const Rite& rite) {
  auto out = Json::array();
  for (const auto& p : rite.parties)
    out.push_back({{"name", p.name},
                   {"commitment", text_or_null(p.commitment)},
                   {"secret", text_or_null(p.secret)},
                   {"committed_at", ms_or_null(p.committed_at)},
                   {"revealed_at", ms_or_null(p.revealed_at)}});
  return out;
}

Json drawn_json(const Rite& rite) {
  auto out = Json::array();
  for (const auto& d : rite.drawn)
    out.push_back({{"firm", d.firm}, {"inspectors", d.inspectors}, {"barred", d.barred}});
  return out;
}

}  // namespace

Maybe<Oversight*> oversight_of(const Service::Room& room) {
  if (!room.seams.oversight) return refuse(404, "this house draws no inspections");
  return room.seams.oversight;
}

Json draw_brief(const Rite& rite) {
  return {{"id", rite.id},
          {"year", rite.year},
          {"quarter", rite.quarter},
          {"stage", oversight::name(rite.stage)},
          {"digest", rite.digest},
          {"parties", parties_json(rite)},
          {"opened_at", to_ms(rite.opened_at)},
          {"due_at", to_ms(rite.due_at)},
          {"seed", text_or_null(rite.seed)},
          {"count", rite.drawn.size()},
          {"late", names_of(rite, rite.late)},
          {"ended_at", ms_or_null(rite.ended_at)},
          {"simulated", rite.simulated}};
}

Json draw_json(const Rite& rite) {
  auto out = draw_brief(rite);
  out["pool"] = rite.pool;
  out["drawn"] = drawn_json(rite);
  return out;
}

Json plan_json(const ledger::Record& plan) {
  return {{"id", plan.id},
          {"year", plan.integer("year").value_or(0)},
          {"quarter", plan.integer("quarter").value_or(0)},
          {"inspectors", plan.integer("inspectors").value_or(0)},
          {"groups", table(plan.text("groups"))},
          {"version", plan.text("version")},
          {"clause", plan.text("clause")},
          {"confidence", plan.text("confidence")},
          {"published_at", ms_or_null(plan.instant("published_at"))}};
}

Json law_json(const oversight::DrawLaw& law) {
  auto groups = Json::array();
  for (const auto& g : law.groups)
    groups.push_back({{"id", g.id},
                      {"share_permille", g.share_permille},
                      {"per_inspector", g.per_inspector},
                      {"every_year", g.every_year}});
  return {{"groups", groups},
          {"grade_tenths", law.grade_tenths},
          {"complaint_tenths", law.complaint_tenths},
          {"risk_times", law.risk_times},
          {"double_grades", law.double_grades},
          {"most_visits", law.most_visits},
          {"publish_days", law.publish_days},
          {"commit_hours", law.commit_hours},
          {"reveal_hours", law.reveal_hours},
          {"clause", law.clause},
          {"confidence", law.confidence},
          {"version", law.version}};
}

Maybe<std::vector<Rite>> newest_draws(const Service::Room& room, size_t most) {
  auto found = query(room, {.kind = std::string(oversight::kDrawKind),
                            .where = {},
                            .order_by = "opened_at",
                            .descending = true,
                            .limit = most});
  if (!found) return tl::unexpected(found.error());
  std::vector<Rite> out;
  for (const auto& record : *found) out.push_back(oversight::rite_of(record));
  return out;
}

Maybe<Rite> find_draw(const Service::Room& room, const std::string& id) {
  return find(room, oversight::kDrawKind, id).map([](const ledger::Record& record) {
    return oversight::rite_of(record);
  });
}

Maybe<std::vector<ledger::Record>> plans_of(const Service::Room& room, int64_t year) {
  return query(room, {.kind = std::string(oversight::kPlanKind),
                      .where = {{.field = "year", .value = year}},
                      .limit = oversight::kQuarters + 1});
}

}  // namespace qs::service
