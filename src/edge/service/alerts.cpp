#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"

namespace qs::service {

Reply get_alerts(Service::Room& room, const Call& call) {
  auto where = within_area(room, call);
  if (!where) return tl::unexpected(where.error());
  auto limit = limit_param(call, 200);
  if (!limit) return tl::unexpected(limit.error());
  for (auto field : {"state", "site"})
    if (auto value = param(call, field)) where->push_back({field, ledger::Op::equal, *value, {}});
  auto alerts = query(room, {.kind = std::string(alert::kRecordKind),
                             .where = std::move(*where),
                             .order_by = "began_at",
                             .descending = true,
                             .limit = *limit});
  if (!alerts) return tl::unexpected(alerts.error());
  auto out = Json::array();
  for (const auto& record : *alerts) out.push_back(alert_json(room, record));
  return json_response(out);
}

Reply get_alert(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, alert::kRecordKind, call.id());
  if (!record) return tl::unexpected(record.error());
  auto history = lift(room.seams.records.history(alert::kRecordKind, record->id));
  if (!history) return tl::unexpected(history.error());
  auto out = alert_json(room, *record);
  auto& revisions = out["history"] = Json::array();
  for (const auto& revision : *history) revisions.push_back(revision_json(revision));
  return json_response(out);
}

Reply post_silence(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, alert::kRecordKind, call.id());
  if (!record) return tl::unexpected(record.error());
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto until = body->instant("until");
  Doing doing{call.actor, call.now, body->text("reason", kLongestReason)};
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return lift(room.seams.desk.silence(record->id, until, doing))
      .and_then([&] { return find(room, alert::kRecordKind, record->id); })
      .map([&](const ledger::Record& now) { return json_response(alert_json(room, now)); });
}

}  // namespace qs::service
