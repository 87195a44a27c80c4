#include "edge/service/handlers.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

Audience audience_of(const Service::Room& room, const access::Actor& actor) {
  Audience audience{room.seams.rights.may(actor, "read"), {}};
  for (const auto& street : room.seams.district.streets)
    if (!audience.everything && room.seams.rights.may(actor, "read", {{}, street.id, {}}))
      audience.streets.insert(street.id);
  return audience;
}

}  // namespace

Reply get_events(Service::Room& room, const Call& call) {
  if (!room.events.has_room()) return refuse(503, "too many live pages");
  Response out;
  out.headers = {{"Content-Type", "text/event-stream; charset=utf-8"},
                 {"X-Accel-Buffering", "no"}};  // a proxy must not hold events back
  auto audience = audience_of(room, call.actor);
  auto last_id = std::string(call.request.header("last-event-id"));
  Request who;  // what tells at each heartbeat whether the session still holds
  for (std::string name : {"cookie", "authorization"})
    who.headers[name] = call.request.header(name);
  auto alive = [&room, who, audience] {
    auto actor = room.actor(who);
    return actor && !actor->user.empty() && audience_of(room, *actor) == audience;
  };
  out.stream = [&room, audience, last_id, alive](std::shared_ptr<Listener> page) {
    room.events.listen(std::move(page), audience, last_id, alive);
  };
  return out;
}

}  // namespace qs::service
