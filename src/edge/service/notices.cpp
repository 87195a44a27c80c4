// 我的通知: what the asker was told on the page itself.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "kernel/casework/outbox.h"

namespace qs::service {
namespace {

constexpr size_t kUsual = 50, kMostRead = 500;  // read at once

// What the asker was told on the page.
ledger::Query told_to(const Call& call) {
  return {.kind = std::string(casework::kOutboxKind),
          .where = {{"user", ledger::Op::equal, call.actor.user, {}},
                    {"channel", ledger::Op::equal, std::string(casework::kInApp), {}}},
          .order_by = "at",
          .descending = true};
}

ledger::Query unread_by(const Call& call) {
  auto asked = told_to(call);
  asked.where.push_back({"read_at", ledger::Op::is_null, {}, {}});
  return asked;
}

Json notice_json(const ledger::Record& notice) {
  return {{"id", notice.id},
          {"at", notice.integer("at").value_or(0)},
          {"text_zh", notice.text("text_zh")},
          {"text_en", notice.text("text_en")},
          {"case", notice.text("case")},
          {"read", notice.instant("read_at").has_value()}};
}

}  // namespace

Reply get_notices(Service::Room& room, const Call& call) {
  auto limit = limit_param(call, kUsual);
  if (!limit) return tl::unexpected(limit.error());
  auto asked = told_to(call);
  asked.limit = *limit;
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  auto unread = lift(room.seams.records.count(unread_by(call)));
  if (!unread) return tl::unexpected(unread.error());
  auto items = Json::array();
  for (const auto& notice : *found) items.push_back(notice_json(notice));
  return json_response({{"unread", *unread}, {"items", items}});
}

Reply post_notices_read(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto until = body->instant("until");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto asked = unread_by(call);
  asked.where.push_back({"at", ledger::Op::less_equal, to_ms(until), {}});
  asked.limit = kMostRead;
  auto found = query(room, asked);
  if (!found) return tl::unexpected(found.error());
  std::vector<ledger::Write> writes;
  for (auto& notice : *found) {
    notice.fields["read_at"] = to_ms(call.now);
    writes.push_back({.kind = notice.kind,
                      .id = notice.id,
                      .fields = std::move(notice.fields),
                      .expected_revision = notice.revision});
  }
  if (!writes.empty())
    if (auto done = lift(room.seams.desk.write(std::move(writes), {call.actor, call.now, "read"}));
        !done)
      return tl::unexpected(done.error());
  return get_notices(room, call);
}

}  // namespace qs::service
