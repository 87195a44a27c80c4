// 禁烧通报: by day, week or season, as a page's data and a table; issued, it is kept as it was and
// printed.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/burning/burning_handlers.h"
#include "edge/service/burning/burning_rules.h"
#include "edge/service/burning/spots.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using burning::Line;

constexpr size_t kMostListed = 500, kIssuedListed = 20;
constexpr std::string_view kBulletinKind = "burning_bulletin", kDeliver = "fire.write";
constexpr std::array<std::string_view, 3> kStates{"waiting", "confirmed", "refuted"};  // as State

Json line_json(const Line& line) {
  return {{"street", line.street},       {"found", line.found},
          {"confirmed", line.confirmed}, {"refuted", line.refuted},
          {"waiting", line.waiting},     {"late", line.late},
          {"area_m2", line.area_m2},     {"mean_minutes", or_null(line.mean_minutes)},
          {"untimed", line.untimed},     {"rank", line.rank},
          {"tied", line.tied},           {"gap", line.gap}};
}

Json fire_json(const Fire& fire) {
  const auto& fact = fire.fact;
  return {{"id", fact.id},
          {"street", fact.street},
          {"state", kStates[static_cast<size_t>(fact.state)]},
          {"found_at", to_ms(fact.found)},
          {"found_by", fire.record.text("found_by")},
          {"what", fire.record.text("what")},
          {"area_m2", fact.area_m2},
          {"sightings", fire.record.integer("sightings").value_or(0)},
          {"minutes", or_null(fact.minutes)},
          {"late", fact.late},
          {"chiefs", fact.chiefs},
          {"case", fire.case_id},
          {"simulated", fire.record.flag("simulated")}};
}

struct Asked {
  burning::Rules rules;
  burning::Bulletin bulletin;
  std::vector<Fire> fires;
};

Maybe<Asked> bulletin_of(const Service::Room& room, const std::string& period, Day day,
                         Instant now) {
  auto rules = burning_rules(room);
  if (!rules) return tl::unexpected(rules.error());
  auto span = lift_verb(burning::period_of(period, day, *rules));
  if (!span) return tl::unexpected(span.error());
  auto fires = fires_within(room, *span, now);
  if (!fires) return tl::unexpected(fires.error());
  std::vector<burning::SpotFact> facts;
  for (const auto& fire : *fires) facts.push_back(fire.fact);
  std::vector<std::string> streets;
  for (const auto& street : room.seams.district.streets) streets.push_back(street.id);
  auto bulletin = burning::bulletin(period, *span, facts, streets, *rules);
  return Asked{std::move(*rules), std::move(bulletin), std::move(*fires)};
}

// The ranking is for all; single fires are for those who may see their street.
Json bulletin_json(const Service::Room& room, const Call& call, const Asked& asked) {
  auto lines = Json::array(), fires = Json::array(), ranking = Json::array();
  for (const auto& line : asked.bulletin.lines) lines.push_back(line_json(line));
  for (const auto& fire : asked.fires)
    if (fires.size() < kMostListed && may(room, call, fire.fact.street))
      fires.push_back(fire_json(fire));
  for (auto measure : asked.rules.ranking)
    ranking.push_back(burning::kMeasures[static_cast<size_t>(measure)]);
  return {{"period", asked.bulletin.period},
          {"from", to_ms(asked.bulletin.span.from)},
          {"until", to_ms(asked.bulletin.span.until)},
          {"lines", lines},
          {"total", line_json(asked.bulletin.total)},
          {"fires", fires},
          {"ranking", ranking},
          {"confidence", asked.rules.confidence}};
}

std::string street_zh(const District& district, const std::string& id) {
  auto street = district.street(id);
  return street ? street->name_zh : id;
}

std::string figure(const std::optional<double>& value) {
  return value ? fmt::format("{:.1f}", *value) : "";
}

Response table_of(const District& district, const burning::Bulletin& bulletin) {
  CsvRows rows{{"名次", "并列", "街道", "火点", "属实", "不属实", "待核实", "过火面积（m²）",
                "平均到场用时（min）", "超时到场", "缺到场用时"}};
  for (const auto& line : bulletin.lines)
    rows.push_back({std::to_string(line.rank), line.tied ? "是" : "否",
                    street_zh(district, line.street), std::to_string(line.found),
                    std::to_string(line.confirmed), std::to_string(line.refuted),
                    std::to_string(line.waiting), figure(line.area_m2), figure(line.mean_minutes),
                    std::to_string(line.late), std::to_string(line.untimed)});
  return csv_response("burning", rows);
}

std::string period_zh(const Asked& asked) {
  const auto& period = asked.bulletin.period;
  if (period == "day") return "日报";
  if (period == "week") return "周报";
  for (const auto& season : asked.rules.seasons)
    if (season.id == period) return season.name_zh + "通报";
  return "通报";
}

}  // namespace

Reply get_burning_bulletin(Service::Room& room, const Call& call) {
  auto day = day_param(call, "from");
  if (!day) return tl::unexpected(day.error());
  auto asked = bulletin_of(room, param(call, "period").value_or("day"), *day, call.now);
  if (!asked) return tl::unexpected(asked.error());
  auto format = param(call, "format").value_or("json");
  if (format == "csv") return table_of(room.seams.district, asked->bulletin);
  if (format != "json") return refuse(422, "json or csv", "format");
  auto out = bulletin_json(room, call, *asked);
  out["seasons"] = Json::array();
  for (const auto& season : asked->rules.seasons)
    out["seasons"].push_back(
        {{"id", season.id}, {"name_zh", season.name_zh}, {"name_en", season.name_en}});
  out["may_deliver"] = room.seams.rights.may(call.actor, kDeliver);
  return json_response(out);
}

Reply get_burning_bulletins(Service::Room& room, const Call& call) {
  auto limit = limit_param(call, kIssuedListed);
  if (!limit) return tl::unexpected(limit.error());
  auto found = query(room, {.kind = std::string(kBulletinKind),
                            .where = {},
                            .order_by = "at",
                            .descending = true,
                            .limit = *limit});
  if (!found) return tl::unexpected(found.error());
  auto out = Json::array();
  for (const auto& one : *found)
    out.push_back({{"id", one.id},
                   {"name", one.text("name")},
                   {"period", one.text("period")},
                   {"from", one.text("from_on")},
                   {"until", one.text("until_on")},
                   {"at", ms_or_null(one.instant("at"))},
                   {"who", one.text("who")}});
  return json_response(out);
}

Reply post_burning_bulletin(Service::Room& room, const Call& call) {
  if (auto allowed = must(room, call, ""); !allowed) return tl::unexpected(allowed.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto period = body->text("period", 40), from = body->text("from", 10);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto day = lift_verb(parse_day(from));
  if (!day) return tl::unexpected(day.error());
  auto asked = bulletin_of(room, period, *day, call.now);
  if (!asked) return tl::unexpected(asked.error());
  const auto& span = asked->bulletin.span;
  auto first = iso(day_of(span.from)), last = iso(last_day(span));
  auto id = fmt::format("{}-{}-{}", period, first, compact_ms(call.now));
  auto name = fmt::format("{}露天焚烧{}（{}{}）", room.seams.district.name_zh, period_zh(*asked),
                          first, first == last ? "" : " 至 " + last);
  auto done =
      room.seams.desk.write({{.kind = std::string(kBulletinKind),
                              .id = id,
                              .fields = {{"name", name},
                                         {"period", period},
                                         {"from_on", first},
                                         {"until_on", last},
                                         {"at", to_ms(call.now)},
                                         {"who", call.actor.user},
                                         {"finding", bulletin_json(room, call, *asked).dump()}},
                              .expected_revision = 0}},
                            {call.actor, call.now, "通报发布"});
  if (!done) return tl::unexpected(fault_of(done.error()));
  return json_response({{"id", id}, {"name", name}}, 201);
}

Reply get_burning_bulletin_report(Service::Room& room, const Call& call) {
  auto record = find(room, kBulletinKind, call.id());
  if (!record) return tl::unexpected(record.error());
  return lift(room.seams.checks.report(*record)).map([](std::string pdf) {
    return pdf_response("burning", std::move(pdf));
  });
}

}  // namespace qs::service
