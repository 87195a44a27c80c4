// What a value was, where it came from, and people's decisions about it.
#include <sodium.h>

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/base64.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::chrono::days kLongestAudit{31};

Maybe<observe::SeriesKey> series_key(const Service::Room& room, const std::string& site,
                                     const std::string& factor, const std::string& cadence,
                                     const std::string& measure) {
  auto c = cadence_of(cadence);
  if (!c) return tl::unexpected(c.error());
  auto m = measure_of(measure);
  if (!m) return tl::unexpected(m.error());
  auto known = room.seams.library.factor(factor);
  return observe::SeriesKey{site, known ? known->code : factor, *c, *m};
}

Maybe<Audit::Decision> decision_of(const std::string& name) {
  static constexpr std::array<std::string_view, 3> kNames{"valid", "invalid", "replace"};
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Audit::Decision>(i);
  return refuse(422, fmt::format("not one of valid, invalid, replace: '{}'", name), "decision");
}

}  // namespace

Reply get_versions(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto key =
      series_key(room, site->id, param(call, "factor").value_or(""),
                 param(call, "cadence").value_or("hour"), param(call, "measure").value_or("avg"));
  if (!key) return tl::unexpected(key.error());
  auto t = instant_param(call, "t", call.now);
  if (!t) return tl::unexpected(t.error());
  auto id = room.seams.series.find(*key);
  if (!id) return refuse(404, "there is no such series", key->factor);
  auto versions = lift(room.seams.series.versions(*id, to_ms(*t)));
  if (!versions) return tl::unexpected(versions.error());
  auto out = Json::array();
  for (const auto& v : *versions)
    out.push_back({{"value", v.sample.value},
                   {"mark", observe::letter(v.sample.mark)},
                   {"origin", observe::name(v.sample.origin)},
                   {"seq", v.seq},
                   {"received", to_ms(v.received)},
                   {"by", v.by},
                   {"reason", v.reason},
                   {"frame", v.sample.frame}});
  return json_response(out);
}

Reply post_audit(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto key = series_key(room, site->id, body->text("factor"), body->text("cadence"),
                        body->text("measure"));
  Span span{body->instant("from"), body->instant("until")};
  auto decision = decision_of(body->text("decision"));
  auto value = body->number("value");
  Doing doing{call.actor, call.now, body->text("reason", kLongestReason)};
  if (span.from >= span.until || span.until - span.from > kLongestAudit)
    body->fault("from and until must enclose at most 31 days", "until");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  if (!key) return tl::unexpected(key.error());
  if (!decision) return tl::unexpected(decision.error());
  if (value.has_value() != (*decision == Audit::Decision::replace))
    return refuse(422, "a value goes with 'replace' and only with it", "value");
  return lift(room.seams.desk.audit({*key, span, *decision, value}, doing)).map([](size_t n) {
    return json_response({{"revised", n}});
  });
}

Reply get_frame(Service::Room& room, const Call& call) {
  observe::Seq seq = std::strtoull(call.id().c_str(), nullptr, 10);
  auto frame = lift(room.seams.series.frame(seq));
  if (!frame) return tl::unexpected(frame.error());
  if (!*frame) return refuse(404, "there is no such frame", call.id());
  auto device = find(room, "device", (*frame)->device);
  auto allowed = must(room, call, device ? street_of(room, *device) : std::string{});
  if (!allowed) return tl::unexpected(allowed.error());
  return json_response({{"device", (*frame)->device},
                        {"received", to_ms((*frame)->received)},
                        {"text", shown((*frame)->bytes)},
                        {"bytes_base64", base64((*frame)->bytes)},
                        {"decoded", table(room.seams.decode(**frame))}});
}

}  // namespace qs::service
