#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {

Reply get_health(Service::Room& room, const Call& call) {
  auto uptime = std::chrono::floor<std::chrono::seconds>(call.now - room.started);
  return json_response({{"status", "ok"},
                        {"version", room.settings.version},
                        {"uptime_s", uptime.count()},
                        {"seq", room.seams.series.last_seq()}});
}

Reply get_metrics(Service::Room& room, const Call&) {
  Response out;
  out.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
  out.body = room.seams.health.metrics() + room.own_metrics();
  return out;
}

Json public_district(const District& d) {
  auto streets = Json::array();
  for (const auto& s : d.streets)
    streets.push_back({{"id", s.id},
                       {"name_zh", s.name_zh},
                       {"name_en", s.name_en},
                       {"geometry", geometry(s.geometry)}});
  return {{"id", d.id},
          {"name_zh", d.name_zh},
          {"name_en", d.name_en},
          {"centre", Json::array({d.lon, d.lat})},
          {"outline", geometry(d.outline)},
          {"streets", streets}};
}

Reply get_district(Service::Room& room, const Call&) {
  const auto& d = room.seams.district;
  auto shifts = Json::array();
  for (const auto& s : d.shifts) shifts.push_back(s.id);
  Json ground;
  if (d.ground)
    ground = {{"tiles", d.ground->tiles},
              {"attribution_zh", d.ground->attribution_zh},
              {"attribution_en", d.ground->attribution_en},
              {"max_zoom", d.ground->max_zoom}};
  auto out = public_district(d);
  out.update(
      {{"ground", std::move(ground)}, {"shifts", shifts}, {"today_standard", d.today_standard}});
  return json_response(out);
}

Reply get_proof(Service::Room& room, const Call&) {
  auto series = lift(room.seams.series.proof());
  if (!series) return tl::unexpected(series.error());
  auto records = lift(room.seams.records.proof());
  if (!records) return tl::unexpected(records.error());
  Json out{{"series", Json::array()}, {"ledger", Json::array()}};
  for (const auto& p : *series)
    out["series"].push_back(
        {{"day", iso(p.day)}, {"digest", p.digest}, {"frames", p.frames}, {"samples", p.samples}});
  for (const auto& p : *records)
    out["ledger"].push_back(
        {{"day", iso(p.day)}, {"digest", p.digest}, {"revisions", p.revisions}});
  return json_response(out);
}

Reply post_data(Service::Room& room, const Call& call) {
  constexpr std::string_view kBearer = "Bearer ";
  auto authorization = call.request.header("authorization");
  if (!authorization.starts_with(kBearer)) return refuse(401, "a bearer token is needed");
  auto answer = room.seams.desk.offer(authorization.substr(kBearer.size()), call.request.body);
  Response out;
  out.status = answer.status;
  out.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  out.body = std::move(answer.body);
  return out;
}

}  // namespace qs::service
