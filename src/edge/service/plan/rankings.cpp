// 排名: streets or stations by month; as computed now, as published, and whether both still agree.
#include <fmt/format.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/plan/ranking_notice.h"
#include "edge/service/plan/reading_json.h"
#include "edge/service/registers/view.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::string_view kTargets = "indicator_target";  // whose reader reads the ranking
constexpr size_t kWhyLength = 500;

Maybe<Ranking> asked_ranking(const Service::Room& room, const Call& call, std::string_view month) {
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto day = lift_verb(parse_day(fmt::format("{}-01", month)));
  if (!day || *day > day_of(call.now)) return refuse(422, "a month such as 2026-05", "month");
  auto ranking = lift((*planning)->ranking(std::string(call.id()), *day, {}));
  if (!ranking) return tl::unexpected(ranking.error());
  if (!*ranking) return refuse(404, "there is no such ranking", call.id());
  return std::move(**ranking);
}

// Of one month, the newest issue first.
Maybe<std::vector<ledger::Record>> issues(const Service::Room& room, const Ranking& ranking) {
  return query(room, {.kind = std::string(kRankingNotice),
                      .where = {{.field = "ranking", .value = ranking.rules.id},
                                {.field = "month", .value = iso(ranking.month)}},
                      .order_by = "at",
                      .descending = true});
}

// Whether the series as they stood then give what was published then; null where the rules have
// changed since.
Maybe<Json> same_then(const Service::Room& room, const Ranking& now,
                      const ledger::Record& published, const Json& finding) {
  auto made_of = table(published.text("made_of"));
  if (finding["rules"] != rules_json(now.rules)) return Json();
  auto seq = made_of.value("series_seq", observe::Seq{0});
  auto then = lift(room.seams.planning->ranking(now.rules.id, now.month, seq));
  if (!then) return tl::unexpected(then.error());
  if (!*then) return Json();
  return Json(finding_json(**then)["rows"] == finding["rows"]);
}

Response table_of(const Ranking& ranking) {
  CsvRows rows{{"名次", "并列", ranking.rules.stations.empty() ? "街道" : "站点", "得分"}};
  for (const auto& c : ranking.rules.criteria) rows[0].push_back(c.name_zh + "（" + c.unit + "）");
  for (const auto& standing : ranking.standings) {
    auto& row = rows.emplace_back();
    row = {standing.rank ? std::to_string(*standing.rank) : "不排名", standing.tied ? "是" : "否",
           ranking.names.at(standing.id).zh,
           standing.score ? fmt::format("{:.2f}", *standing.score) : ""};
    for (size_t i = 0; i < standing.of.size(); ++i)
      row.push_back(standing.of[i].value ? fmt::format("{:.{}f}", *standing.of[i].value,
                                                       ranking.rules.criteria[i].places)
                                         : "无数据");
  }
  return csv_response("ranking", rows);
}

}  // namespace

bool reads_rankings(const Service::Room& room, const access::Actor& actor) {
  auto view = View::of(room, actor, kTargets);
  return view && view->reaches("", "");
}

Reply get_rankings(Service::Room& room, const Call& call) {
  if (!reads_rankings(room, call.actor)) return refuse(403, "rankings are not yours to read");
  auto planning = planning_of(room);
  if (!planning) return tl::unexpected(planning.error());
  auto out = Json::array();
  for (const auto& rules : (*planning)->rankings()) out.push_back(rules_json(rules));
  return json_response(out);
}

Reply get_ranking(Service::Room& room, const Call& call) {
  if (!reads_rankings(room, call.actor)) return refuse(403, "rankings are not yours to read");
  auto month = param(call, "month").value_or(iso_month(day_of(call.now)));
  auto ranking = asked_ranking(room, call, month);
  if (!ranking) return tl::unexpected(ranking.error());
  if (param(call, "format") == "csv") return table_of(*ranking);
  auto published = issues(room, *ranking);
  if (!published) return tl::unexpected(published.error());
  auto out = finding_json(*ranking);
  auto told = Json::array();
  for (const auto& one : *published) {
    auto finding = table(one.text("finding"));
    bool same = finding["rows"] == out["rows"];
    auto then = same ? Maybe<Json>(true) : same_then(room, *ranking, one, finding);
    if (!then) return tl::unexpected(then.error());
    told.push_back({{"id", one.id},
                    {"issue", one.integer("issue").value_or(1)},
                    {"at", ms_or_null(one.instant("at"))},
                    {"who", one.text("who")},
                    {"finding", std::move(finding)},
                    {"made_of", table(one.text("made_of"))},
                    {"same", same},
                    {"same_then", *then}});
  }
  out["published"] = told;
  out["may_publish"] = room.seams.rights.may(call.actor, "plan.publish");
  return json_response(out);
}

Reply post_ranking(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto month = body->text("month", 7), why = body->text("why", kWhyLength);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto ranking = asked_ranking(room, call, month);
  if (!ranking) return tl::unexpected(ranking.error());
  if (Period::of(PeriodKind::month, start_of(ranking->month)).end() > call.now)
    return refuse(422, "the month is not over", "month");
  auto before = issues(room, *ranking);
  if (!before) return tl::unexpected(before.error());
  auto issue = static_cast<int64_t>(before->size()) + 1;
  auto write =
      ranking_notice(*ranking, room.seams.district.name_zh, issue, call.actor.user, call.now);
  Json told{{"id", write.id}, {"name", ledger::text_of(write.fields["name"])}};
  auto done = room.seams.desk.write({std::move(write)}, {call.actor, call.now, why});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return json_response(told, 201);
}

}  // namespace qs::service
