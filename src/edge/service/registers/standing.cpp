#include "edge/service/registers/standing.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Record;

Maybe<Record> within_reach(const View& view, Record record) {
  if (view.reaches(record)) return record;
  return refuse(403, "this record is out of the reach of your roles", record.id);
}

}  // namespace

Maybe<Record> find_reached(const Service::Room& room, const View& view, std::string_view id) {
  return find(room, view.kind().name, id).and_then([&](Record record) {
    return within_reach(view, std::move(record));
  });
}

Maybe<Record> find_ever(const Service::Room& room, const View& view, std::string_view id) {
  const auto& kind = view.kind().name;
  auto now = lift(room.seams.records.get(kind, id));
  if (!now) return tl::unexpected(now.error());
  if (*now) return within_reach(view, std::move(**now));
  auto history = lift(room.seams.records.history(kind, id));
  if (!history) return tl::unexpected(history.error());
  auto last = std::find_if(history->rbegin(), history->rend(),
                           [](const ledger::Revision& r) { return !r.erased; });
  if (last == history->rend())
    return refuse(404, fmt::format("there is no such {}", kind), std::string(id));
  return within_reach(view, {kind, std::string(id), last->number, last->fields});
}

Maybe<Record> find_as_of(const Service::Room& room, const Call& call, const View& view,
                         std::string_view id) {
  auto at = instant_param(call, "at", call.now);
  if (!at) return tl::unexpected(at.error());
  if (auto today = find_ever(room, view, id); !today) return today;
  auto then = lift(room.seams.records.as_of(view.kind().name, id, *at));
  if (!then) return tl::unexpected(then.error());
  if (!*then) return refuse(404, "the record did not stand at that time", std::string(id));
  return std::move(**then);
}

}  // namespace qs::service
