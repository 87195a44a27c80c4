// 数据真实性: which outlets' days are doubted and why, and what an analyst says of it. A verdict
// moves the bar of that outlet, rule and factor, reckoned anew from all verdicts, so that it can be
// taken back.
#include <cmath>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Op;
using ledger::Record;

constexpr std::string_view kSuspicion = "suspicion", kScore = "suspicion_score",
                           kBar = "suspicion_bar";
constexpr int64_t kUsualDays = 30, kMostDays = 92;
constexpr size_t kLongestWhy = 1000;
constexpr double kLeastTimes = 0.25, kMostTimes = 4;

Json parsed(const Record& record, std::string_view field) {
  auto json = Json::parse(record.text(field), nullptr, false);
  return json.is_discarded() ? Json() : json;
}

Json ms_of(const Record& record, std::string_view field) {
  auto time = record.instant(field);
  return time ? Json(to_ms(*time)) : Json();
}

Json brief(const Record& r) {
  return {{"id", r.id},
          {"revision", r.revision},
          {"station", r.text("station")},
          {"code", r.text("code")},
          {"name_zh", r.text("name_zh")},
          {"name_en", r.text("name_en")},
          {"factor", r.text("factor")},
          {"from", ms_of(r, "from")},
          {"until", ms_of(r, "until")},
          {"found_at", ms_of(r, "found_at")},
          {"strength", or_null(r.number("strength"))},
          {"sentence_zh", r.text("sentence_zh")},
          {"sentence_en", r.text("sentence_en")},
          {"also", parsed(r, "also")},
          {"confidence", r.text("confidence")},
          {"state", r.text("state")},
          {"reason", r.text("reason")},
          {"decided_by", r.text("decided_by")},
          {"decided_at", ms_of(r, "decided_at")}};
}

Json whole(const Record& r) {
  auto out = brief(r);
  out["figures"] = parsed(r, "figures");
  out["picture"] = parsed(r, "picture");
  return out;
}

ledger::Query of_station(std::string_view kind, const std::string& station,
                         std::vector<ledger::Filter> more = {}) {
  more.push_back({.field = "station", .op = Op::equal, .value = station});
  return {.kind = std::string(kind), .where = std::move(more), .limit = ledger::kMaxPage};
}

Maybe<Json> scores(const Service::Room& room, const std::string& station,
                   const std::string& since) {
  auto found = query(room, of_station(kScore, station,
                                      {{.field = "day", .op = Op::greater_equal, .value = since}}));
  if (!found) return tl::unexpected(found.error());
  auto out = Json::array();
  for (const auto& score : *found)
    out.push_back({{"day", score.text("day")},
                   {"probability", or_null(score.number("probability"))},
                   {"evidence", parsed(score, "evidence")}});
  return out;
}

Maybe<Json> findings(const Service::Room& room, const std::string& station, Instant since,
                     Json (*told)(const Record&)) {
  auto asked = of_station(kSuspicion, station,
                          {{.field = "until", .op = Op::greater, .value = to_ms(since)}});
  asked.order_by = "found_at";
  asked.descending = true;
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  auto out = Json::array();
  for (const auto& one : *found) out.push_back(told(one));
  return out;
}

Maybe<Instant> since_of(const Call& call) {
  auto days = integer_param(call, "days", kUsualDays, 1, kMostDays);
  if (!days) return tl::unexpected(days.error());
  return start_of(day_of(call.now)) - std::chrono::days(*days);
}

// The pack's figure by which one verdict multiplies a bar.
double times_of(const Service::Room& room, const char* name, Instant now) {
  auto rule = room.seams.library.rule(name, day_of(now));
  return rule ? rule->number() : 1;
}

// The bar that all verdicts on this outlet, rule and factor make, with `changed` as it is now.
Maybe<ledger::Write> bar_of(const Service::Room& room, const Record& changed, Instant now) {
  auto alike = query(
      room, of_station(kSuspicion, changed.text("station"),
                       {{.field = "code", .op = Op::equal, .value = changed.text("code")},
                        {.field = "factor", .op = Op::equal, .value = changed.text("factor")}}));
  if (!alike) return tl::unexpected(alike.error());
  double refuted = 0, confirmed = 0;
  for (const auto& one : *alike) {
    auto state = one.id == changed.id ? changed.text("state") : one.text("state");
    refuted += state == "refuted";
    confirmed += state == "confirmed";
  }
  auto times = std::pow(times_of(room, "suspicion.refuted_times", now), refuted) *
               std::pow(times_of(room, "suspicion.confirmed_times", now), confirmed);
  return ledger::Write{
      .kind = std::string(kBar),
      .id = changed.text("station") + "." + changed.text("code") + "." + changed.text("factor"),
      .fields = {{"station", changed.text("station")},
                 {"code", changed.text("code")},
                 {"factor", changed.text("factor")},
                 {"times", std::clamp(times, kLeastTimes, kMostTimes)},
                 {"because", changed.id}}};
}

}  // namespace

Reply get_suspicion(Service::Room& room, const Call& call) {
  auto since = since_of(call);
  if (!since) return tl::unexpected(since.error());
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  where->push_back({.field = "kind", .op = Op::equal, .value = std::string("outlet")});
  auto stations = query(room, {.kind = "station", .where = *where, .limit = ledger::kMaxPage});
  if (!stations) return tl::unexpected(stations.error());
  auto outlets = Json::array();
  for (const auto& station : *stations) {
    auto days = scores(room, station.id, iso(day_of(*since)));
    if (!days) return tl::unexpected(days.error());
    auto told = findings(room, station.id, *since, brief);
    if (!told) return tl::unexpected(told.error());
    outlets.push_back({{"id", station.id},
                       {"name_zh", station.text("name_zh")},
                       {"name_en", station.text("name_en")},
                       {"simulated", station.flag("simulated")},
                       {"days", std::move(*days)},
                       {"findings", std::move(*told)}});
  }
  auto may_decide = room.seams.rights.may(call.actor, "suspicion.decide");
  return json_response({{"from", iso(day_of(*since))},
                        {"until", iso(day_of(call.now))},
                        {"may_decide", may_decide},
                        {"outlets", std::move(outlets)}});
}

Reply get_site_suspicion(Service::Room& room, const Call& call) {
  auto station = find_within(room, call, "station", call.id());
  if (!station) return tl::unexpected(station.error());
  auto since = since_of(call);
  if (!since) return tl::unexpected(since.error());
  auto days = scores(room, station->id, iso(day_of(*since)));
  if (!days) return tl::unexpected(days.error());
  auto told = findings(room, station->id, *since, whole);
  if (!told) return tl::unexpected(told.error());
  auto bars = query(room, of_station(kBar, station->id));
  if (!bars) return tl::unexpected(bars.error());
  auto moved = Json::array();
  for (const auto& bar : *bars)
    moved.push_back({{"code", bar.text("code")},
                     {"factor", bar.text("factor")},
                     {"times", or_null(bar.number("times"))},
                     {"because", bar.text("because")}});
  return json_response(
      {{"days", std::move(*days)}, {"findings", std::move(*told)}, {"bars", std::move(moved)}});
}

Reply get_one_suspicion(Service::Room& room, const Call& call) {
  auto found = find_within(room, call, kSuspicion, call.id());
  if (!found) return tl::unexpected(found.error());
  return json_response(whole(*found));
}

Reply post_suspicion_verdict(Service::Room& room, const Call& call) {
  auto found = find_within(room, call, kSuspicion, call.id());
  if (!found) return tl::unexpected(found.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto verdict = body->text("verdict"), why = body->text("why", kLongestWhy);
  auto revision = body->integer("revision", 1, kLastMs);
  if (verdict != "confirmed" && verdict != "refuted" && verdict != "new")
    body->fault("not one of confirmed, refuted, new", "verdict");
  if (auto fine = body->whole(); !fine) return tl::unexpected(fine.error());
  auto changed = *found;
  changed.fields["state"] = verdict;
  changed.fields["reason"] = why;
  changed.fields["decided_by"] = call.actor.user;
  changed.fields["decided_at"] = to_ms(call.now);
  auto bar = bar_of(room, changed, call.now);
  if (!bar) return tl::unexpected(bar.error());
  auto kept = lift(room.seams.desk.write({{.kind = changed.kind,
                                           .id = changed.id,
                                           .fields = changed.fields,
                                           .expected_revision = static_cast<uint64_t>(revision)},
                                          std::move(*bar)},
                                         call.doing(why)));
  if (!kept) return tl::unexpected(kept.error());
  return get_one_suspicion(room, call);
}

}  // namespace qs::service
