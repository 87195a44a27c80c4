#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::chrono::days kFramesPast{3};
constexpr size_t kMaxFrames = 500;

}  // namespace

Reply get_devices(Service::Room& room, const Call& call) {
  ledger::Query asked{.kind = "device", .where = {}, .limit = ledger::kMaxPage};
  if (auto state = param(call, "state"))
    asked.where.push_back({"state", ledger::Op::equal, *state, {}});
  auto devices = query(room, asked);
  if (!devices) return tl::unexpected(devices.error());
  bool everywhere = may(room, call, "");
  auto out = Json::array();
  for (const auto& device : *devices)
    if (everywhere || may(room, call, street_of(room, device)))
      out.push_back(device_json(room, device));
  return json_response(out);
}

Reply post_admit(Service::Room& room, const Call& call) {
  auto device = find(room, "device", call.id());
  if (!device) return tl::unexpected(device.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto site = body->text("site");
  Doing doing{call.actor, call.now, body->text("reason", kLongestReason)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  // Asked of the station: a device in quarantine belongs to no street yet.
  auto station = find_within(room, call, "station", site);
  if (!station) return tl::unexpected(station.error());
  return lift(room.seams.desk.admit(device->id, site, doing))
      .and_then([&] { return find(room, "device", device->id); })
      .map([&](const ledger::Record& now) { return json_response(device_json(room, now)); });
}

Reply get_commands(Service::Room& room, const Call& call) {
  auto device = find_within(room, call, "device", call.id());
  if (!device) return tl::unexpected(device.error());
  auto commands = query(room, {.kind = "command",
                               .where = {{"device", ledger::Op::equal, device->id, {}}},
                               .order_by = "asked_at",
                               .descending = true,
                               .limit = 200});
  if (!commands) return tl::unexpected(commands.error());
  auto out = Json::array();
  for (const auto& record : *commands) out.push_back(command_json(record));
  return json_response(out);
}

Reply post_command(Service::Room& room, const Call& call) {
  auto device = find_within(room, call, "device", call.id());
  if (!device) return tl::unexpected(device.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto cn = body->text("cn", 8);
  auto args = body->object("args");
  Doing doing{call.actor, call.now, body->text("reason", kLongestReason)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return lift(room.seams.desk.enqueue({device->id, cn, args}, doing))
      .and_then([&](const std::string& id) { return find(room, "command", id); })
      .map([](const ledger::Record& record) { return json_response(command_json(record), 201); });
}

Reply get_device_frames(Service::Room& room, const Call& call) {
  auto device = find_within(room, call, "device", call.id());
  if (!device) return tl::unexpected(device.error());
  auto limit = integer_param(call, "limit", 50, 1, kMaxFrames);
  if (!limit) return tl::unexpected(limit.error());
  auto span = span_param(call, kFramesPast, std::chrono::days{31});
  if (!span) return tl::unexpected(span.error());
  auto frames = lift(room.seams.series.frames(device->id, *span, static_cast<size_t>(*limit)));
  if (!frames) return tl::unexpected(frames.error());
  auto out = Json::array();
  for (const auto& [seq, frame] : *frames)
    out.push_back(
        {{"seq", seq}, {"received", to_ms(frame.received)}, {"text", shown(frame.bytes)}});
  return json_response(out);
}

}  // namespace qs::service
