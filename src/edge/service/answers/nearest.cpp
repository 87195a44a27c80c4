// 就近: the nearest records of some kinds to a point: materials, experts, teams.
#include <algorithm>

#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/answers/views.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/record_json.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Kind;
using ledger::Op;
using ledger::Record;

constexpr int64_t kShown = 5, kMostShown = 50, kFarthestMetres = 200'000;
constexpr size_t kMostKinds = 10, kMostStores = 50;

struct Near {
  std::optional<double> metres;  // nullopt: its kind has no place at all
  Record record;
};
using Nears = std::vector<Near>;

// The reference to something that has a place: a material lies where its store does.
const ledger::Field* place_giver(Views& views, const Kind& kind) {
  for (const auto& field : kind.fields)
    if (auto target = field.target.empty() ? nullptr : views.of(field.target);
        target && target->kind().geometry())
      return &field;
  return nullptr;
}

struct Asked {
  LonLat place;
  double within;
  size_t most;
};

Maybe<Nears> placed(const Service::Room& room, const View& view, const Asked& asked, size_t most) {
  ledger::Query near{.kind = view.kind().name,
                     .where = {},
                     .near = ledger::Near{asked.place, asked.within},
                     .order_by = "",
                     .limit = most};
  view.keep_within(near);
  auto found = query(room, near);
  if (!found) return tl::unexpected(found.error());
  Nears out;
  for (auto& record : *found) {
    auto geometry = geometry_of(view.kind(), record);
    if (geometry) out.push_back({geometry->metres_to(asked.place), std::move(record)});
  }
  return out;
}

Maybe<Nears> where_stored(const Service::Room& room, Views& views, const View& view,
                          const ledger::Field& through, const Asked& asked) {
  auto stores = placed(room, *views.of(through.target), asked, kMostStores);
  if (!stores) return stores;
  Nears out;
  for (const auto& store : *stores) {
    if (out.size() == asked.most) break;
    ledger::Query held{.kind = view.kind().name,
                       .where = {{through.name, Op::equal, store.record.id, {}}},
                       .limit = asked.most - out.size()};
    view.keep_within(held);
    auto found = query(room, held);
    if (!found) return tl::unexpected(found.error());
    for (auto& record : *found) out.push_back({store.metres, std::move(record)});
  }
  return out;
}

Maybe<Nears> nearest_of(const Service::Room& room, Views& views, const View& view,
                        const Asked& asked) {
  if (view.kind().geometry()) return placed(room, view, asked, asked.most);
  if (auto through = place_giver(views, view.kind()))
    return where_stored(room, views, view, *through, asked);
  ledger::Query any{.kind = view.kind().name, .where = {}, .limit = asked.most};
  view.keep_within(any);
  auto found = query(room, any);
  if (!found) return tl::unexpected(found.error());
  Nears out;
  for (auto& record : *found) out.push_back({std::nullopt, std::move(record)});
  return out;
}

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    auto end = std::min(list.find(','), list.size());
    if (end > 0) out.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

}  // namespace

Reply get_nearest(Service::Room& room, const Call& call) {
  auto place = place_param(call);
  if (!place) return tl::unexpected(place.error());
  auto kinds = words_of(param(call, "kinds").value_or(""));
  if (kinds.empty() || kinds.size() > kMostKinds)
    return refuse(422, fmt::format("1 to {} kinds", kMostKinds), "kinds");
  auto most = integer_param(call, "most", kShown, 1, kMostShown);
  if (!most) return tl::unexpected(most.error());
  auto within = integer_param(call, "within", kFarthestMetres, 1, kFarthestMetres);
  if (!within) return tl::unexpected(within.error());
  Views views(room, call.actor);
  auto out = Json::array();
  for (const auto& name : kinds) {
    auto view = View::of(room, call.actor, name);
    if (!view) return tl::unexpected(view.error());
    auto nears = nearest_of(room, views, *view,
                            {*place, static_cast<double>(*within), static_cast<size_t>(*most)});
    if (!nears) return tl::unexpected(nears.error());
    std::vector<Record> records;
    for (const auto& near : *nears) records.push_back(near.record);
    auto told = told_records(room, call, *view, std::move(records));
    if (!told) return tl::unexpected(told.error());
    for (size_t i = 0; i < nears->size(); ++i)
      (*told)[i]["metres"] = (*nears)[i].metres ? Json(*(*nears)[i].metres) : Json();
    out.push_back({{"kind", name},
                   {"label_zh", view->kind().label_zh},
                   {"label_en", view->kind().label_en},
                   {"items", *told}});
  }
  return json_response(out);
}

}  // namespace qs::service
