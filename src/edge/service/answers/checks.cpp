// 准入研判与用地研判: projects held against control units, the red line and the state of plots. The
// program judges and keeps each answer; here it is asked for and told.
#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/people.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr size_t kListed = 50, kMostEmissions = 50, kLongestCode = 32;
constexpr double kMostEmitted = 1e9;  // t/a

Json check_json(People& people, const Record& check) {
  return {{"id", check.id},
          {"number", check.text("number")},
          {"check", check.text("check")},
          {"name", check.text("name")},
          {"trade", check.text("trade")},
          {"street", check.text("street")},
          {"plot", check.text("plot")},
          {"answer", check.text("answer")},
          {"at", ms_or_null(check.instant("at"))},
          {"who", check.text("who")},
          {"who_name", people.name(check.text("who"))}};
}

Json whole_json(const Service::Room& room, const Record& check) {
  People people(room);
  auto out = check_json(people, check);
  out["place"] = table(check.text("place"));
  out["emissions"] = table(check.text("emissions"));
  out["remedial"] = check.flag("remedial");
  out["land_class"] = check.integer("land_class").value_or(0);
  out["finding"] = table(check.text("finding"));
  return out;
}

// t/a by factor code.
std::map<std::string, double> emissions_of(Body& body) {
  std::map<std::string, double> out;
  auto object = Json::parse(body.object("emissions"));
  if (object.size() > kMostEmissions)
    body.fault(fmt::format("at most {} pollutants", kMostEmissions), "emissions");
  for (const auto& [code, amount] : object.items()) {
    if (!amount.is_number() || amount < 0 || amount > kMostEmitted || code.size() > kLongestCode)
      body.fault(fmt::format("'{}' must be an amount in t/a", code), "emissions");
    else
      out[code] = amount.get<double>();
  }
  return out;
}

std::string trade_of(Body& body) {
  auto trade = body.text("trade", kLongestCode);
  if (trade.find_first_not_of("ABCDEFGHIJKLMNOPQRST0123456789") != trade.npos)
    body.fault("must be a code of GB/T 4754, such as C2631", "trade");
  return trade;
}

Reply kept(const Service::Room& room, Outcome<Record> check) {
  return lift(std::move(check)).map([&](const Record& record) {
    return json_response(whole_json(room, record), 201);
  });
}

}  // namespace

Reply get_checks(Service::Room& room, const Call& call) {
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  auto limit = limit_param(call, kListed);
  if (!limit) return tl::unexpected(limit.error());
  auto checks = query(room, {.kind = std::string(kCheckKind),
                             .where = std::move(*where),
                             .order_by = "at",
                             .descending = true,
                             .limit = *limit});
  if (!checks) return tl::unexpected(checks.error());
  People people(room);
  auto out = Json::array();
  for (const auto& check : *checks) out.push_back(check_json(people, check));
  return json_response(out);
}

Reply get_check(Service::Room& room, const Call& call) {
  return find_within(room, call, kCheckKind, call.id()).map([&](const Record& check) {
    return json_response(whole_json(room, check));
  });
}

Reply get_check_report(Service::Room& room, const Call& call) {
  auto check = find_within(room, call, kCheckKind, call.id());
  if (!check) return tl::unexpected(check.error());
  return lift(room.seams.checks.report(*check)).map([&](std::string pdf) {
    return pdf_response(check->id, std::move(pdf));
  });
}

Reply post_siting_check(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  SitingAsk ask{.name = body->text("name"),
                .place = body->object("place"),
                .trade = trade_of(*body),
                .emissions = emissions_of(*body),
                .remedial = body->flag("remedial"),
                .street = {}};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto place = Geometry::of(ask.place);
  if (!place) return refuse(422, place.error().message(), "place");
  ask.street = street_at(room.seams.district, place->middle());
  if (auto allowed = must(room, call, ask.street); !allowed) return tl::unexpected(allowed.error());
  return kept(room, room.seams.checks.siting(ask, {call.actor, call.now, "准入研判：" + ask.name}));
}

Reply post_plot_check(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  PlotAsk ask{.name = body->text("name"),
              .trade = trade_of(*body),
              .plot = body->text("plot"),
              .land_class =
                  body->has("land_class") ? static_cast<int>(body->integer("land_class", 0, 2)) : 0,
              .remedial = body->flag("remedial"),
              .street = {}};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto view = View::of(room, call.actor, "plot");
  if (!view) return tl::unexpected(view.error());
  auto plot = find_reached(room, *view, ask.plot);
  if (!plot) return tl::unexpected(plot.error());
  ask.street = plot->text(access::kAreaField);
  if (auto allowed = must(room, call, ask.street); !allowed) return tl::unexpected(allowed.error());
  return kept(room, room.seams.checks.plot(ask, {call.actor, call.now, "用地研判：" + ask.name}));
}

}  // namespace qs::service
