#include "edge/service/notices.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/room.h"
#include "kernel/casework/outbox.h"

namespace qs::service {

Reply get_notices(Service::Room& room, const Call& call) {
  constexpr size_t kUsual = 50;
  auto limit = limit_param(call, kUsual);
  if (!limit) return tl::unexpected(limit.error());
  auto found =
      query(room, {.kind = std::string(casework::kOutboxKind),
                   .where = {{"user", ledger::Op::equal, call.actor.user, {}},
                             {"channel", ledger::Op::equal, std::string(casework::kInApp), {}}},
                   .order_by = "at",
                   .descending = true,
                   .limit = *limit});
  if (!found) return tl::unexpected(found.error());
  auto out = Json::array();
  for (const auto& notice : *found)
    out.push_back({{"id", notice.id},
                   {"at", notice.integer("at").value_or(0)},
                   {"text_zh", notice.text("text_zh")},
                   {"text_en", notice.text("text_en")},
                   {"case", notice.text("case")}});
  return json_response(out);
}

}  // namespace qs::service
