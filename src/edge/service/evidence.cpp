#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "edge/service/saved_name.h"

namespace qs::service {

Reply post_evidence(Service::Room& room, const Call& call) {
  if (call.request.body.empty()) return refuse(422, "there are no bytes", "body");
  if (!sniff(call.request.body))
    return refuse(415, "only jpeg, png, webp, pdf and mp4 files are taken", "body");
  auto stored = lift(room.evidence.put(call.request.body));
  if (!stored) return tl::unexpected(stored.error());
  auto name = saved_name(call.request.header("x-file-name"));
  auto size = static_cast<int64_t>(call.request.body.size());
  ledger::Write write{.kind = "evidence",
                      .id = stored->hash,
                      .fields = {{"name", name},
                                 {"type", std::string(stored->type)},
                                 {"size", size},
                                 {"sm3", stored->sm3},
                                 {"street", call.actor.area}},
                      .expected_revision = {}};
  auto known = lift(room.seams.records.get("evidence", stored->hash));
  if (!known) return tl::unexpected(known.error());
  auto written =
      *known ? Maybe<void>{}  // once is enough, whoever hands it in again
             : lift(room.seams.desk.write({write}, {call.actor, call.now, "evidence handed in"}));
  if (!written) return tl::unexpected(written.error());
  return json_response(
      {{"hash", stored->hash}, {"name", name}, {"type", stored->type}, {"size", size}});
}

Reply get_evidence(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, "evidence", call.id());
  if (!record) return tl::unexpected(record.error());
  auto bytes = lift(room.evidence.get(record->id));
  if (!bytes) return tl::unexpected(bytes.error());
  Response out;
  out.headers = {{"Content-Type", record->text("type")},
                 {"Content-Disposition",
                  fmt::format("inline; filename*=UTF-8''{}", percent(record->text("name")))},
                 {"Content-Security-Policy", "default-src 'none'; sandbox"},
                 {"Cache-Control", "private, max-age=31536000, immutable"}};
  out.body = std::move(*bytes);
  return out;
}

}  // namespace qs::service
