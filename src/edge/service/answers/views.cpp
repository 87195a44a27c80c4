#include "edge/service/answers/views.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {

const View* Views::of(std::string_view kind) {
  auto it = views_.find(kind);
  if (it == views_.end()) {
    auto view = View::widest(room_, actor_, kind);
    it = views_.emplace(kind, view ? std::optional(std::move(*view)) : std::nullopt).first;
  }
  return it->second ? &*it->second : nullptr;
}

Maybe<std::map<std::string, ledger::Record>> shown_records(const Service::Room& room,
                                                           const View& view,
                                                           const std::vector<std::string>& ids) {
  std::map<std::string, ledger::Record> out;
  if (ids.empty()) return out;
  ledger::Query these{.kind = view.kind().name,
                      .where = {{"id", ledger::Op::in, {}, {ids.begin(), ids.end()}}},
                      .limit = ledger::kMaxPage};
  auto found = query(room, these);
  if (!found) return tl::unexpected(found.error());
  for (auto& record : *found)
    if (view.reaches(record)) {
      auto id = record.id;
      out.emplace(std::move(id), view.shown(std::move(record)));
    }
  return out;
}

}  // namespace qs::service
