#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/index_reading.h"
#include "edge/service/own_firm.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "edge/service/series_text.h"

namespace qs::service {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr days kLongestSpan{366 * 20};
constexpr hours kMapPast{72};

// A firm's account sees the stations of its own outlets.
Maybe<std::vector<ledger::Filter>> own_sites(const Service::Room& room, const Call& call) {
  if (!for_own_firm(room, call)) return within_area(room, call);
  auto own = own_stations(room, call);
  if (!own) return tl::unexpected(own.error());
  return std::vector<ledger::Filter>{{"id", ledger::Op::in, {}, {own->begin(), own->end()}}};
}

// The stations that the call may see, of ?kind= and ?street=.
Maybe<std::vector<ledger::Record>> visible_sites(const Service::Room& room, const Call& call) {
  return own_sites(room, call).and_then([&](std::vector<ledger::Filter> where) {
    if (auto kind = param(call, "kind")) where.push_back({"kind", ledger::Op::equal, *kind, {}});
    return query(room, {.kind = "station", .where = std::move(where), .limit = ledger::kMaxPage});
  });
}

IndexReading index_reading(const Service::Room& room, const Call& call) {
  return {room.seams.series, room.seams.library, call.now};
}

}  // namespace

Reply get_sites(Service::Room& room, const Call& call) {
  auto sites = visible_sites(room, call);
  if (!sites) return tl::unexpected(sites.error());
  auto states = site_states(room);
  if (!states) return tl::unexpected(states.error());
  auto indices = index_reading(room, call).newest(*sites);
  auto out = Json::array();
  for (size_t i = 0; i < sites->size(); ++i)
    out.push_back(site_brief(room, (*sites)[i], *states, indices[i]));
  return json_response(out);
}

Reply get_site(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto states = site_states(room, site->id);
  if (!states) return tl::unexpected(states.error());
  auto indices = index_reading(room, call).newest({*site});
  return json_response(site_whole(room, *site, *states, indices[0]));
}

Reply get_map(Service::Room& room, const Call& call) {
  auto sites = visible_sites(room, call);
  if (!sites) return tl::unexpected(sites.error());
  auto moment = instant_param(call, "at", call.now);
  if (!moment) return tl::unexpected(moment.error());
  if (*moment < call.now - kMapPast || *moment > call.now)
    return refuse(422, "the map goes back 72 hours", "at");
  auto reading = index_reading(room, call);
  auto indices = param(call, "at")
                     ? lift(reading.at(*sites, *moment))
                     : Maybe<std::vector<std::optional<IndexValue>>>{reading.newest(*sites)};
  if (!indices) return tl::unexpected(indices.error());
  auto out = Json::array();
  for (size_t i = 0; i < sites->size(); ++i)
    if (const auto& index = (*indices)[i])
      out.push_back(
          {{"site", (*sites)[i].id}, {"index", index_now(index)}, {"at", to_ms(index->at)}});
  return json_response(out);
}

Reply get_series(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto cadence = cadence_of(param(call, "cadence").value_or("hour"));
  if (!cadence) return tl::unexpected(cadence.error());
  auto span = span_param(call, days{3}, kLongestSpan);
  if (!span) return tl::unexpected(span.error());
  auto asked = factors_of(room, param(call, "factors").value_or(""));
  if (!asked) return tl::unexpected(asked.error());
  auto as = param(call, "as").value_or("standing");
  if (as != "standing" && as != "measured")
    return refuse(422, fmt::format("not one of standing, measured: '{}'", as), "as");
  auto shown = as == "measured" ? Shown::measured : Shown::standing;
  return series_text(room, *site, *asked, *cadence, *span, shown).map([](std::string text) {
    Response out;
    out.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    out.body = std::move(text);
    return out;
  });
}

Reply get_index(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto cadence = cadence_of(param(call, "cadence").value_or("hour"));
  if (!cadence) return tl::unexpected(cadence.error());
  auto span = span_param(call, days{3}, kLongestSpan);
  if (!span) return tl::unexpected(span.error());
  auto points = lift(index_reading(room, call).history(*site, *cadence, *span));
  if (!points) return tl::unexpected(points.error());
  if (points->size() > kMaxPoints) return refuse(422, "too many points, ask for less", "from");
  auto out = Json::array();
  for (const auto& point : *points) out.push_back(index_point(point));
  return json_response(out);
}

Reply get_completeness(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto span = span_param(call, days{1}, days{31});
  if (!span) return tl::unexpected(span.error());
  auto rows = lift(room.seams.health.completeness(site->id, *span));
  if (!rows) return tl::unexpected(rows.error());
  auto out = Json::array();
  for (const auto& r : *rows)
    out.push_back({{"factor", r.factor},
                   {"at", to_ms(r.at)},
                   {"due", r.due},
                   {"received", r.received},
                   {"valid", r.valid}});
  return json_response(out);
}

}  // namespace qs::service
