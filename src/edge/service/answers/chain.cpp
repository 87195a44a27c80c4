// 水体—排污口—管线—污染源: traces and gaps, as far as the asker may see.
#include "base/json.h"
#include "edge/service/answers/places.h"
#include "edge/service/answers/views.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/registers/standing.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Graph;

constexpr int64_t kTraced = 300, kMostTraced = 2'000, kGaps = 200, kMostGaps = 5'000;
constexpr std::array<std::string_view, 4> kChains{"", "source", "way", "water"};  // as Chain
constexpr std::array<std::string_view, 3> kFlows{"", "down", "up"};               // as Flow

// Records of many kinds, each kind asked for once.
using Found = std::map<ledger::NodeKey, ledger::Record>;

template <class Nodes>
Maybe<Found> found_of(const Service::Room& room, Views& views, const Nodes& nodes) {
  std::map<std::string, std::vector<std::string>> ids;
  for (const auto& one : nodes) ids[one.node.kind].push_back(one.node.id);
  Found out;
  for (const auto& [kind, asked] : ids) {
    auto view = views.of(kind);
    if (!view) continue;
    auto records = shown_records(room, *view, asked);
    if (!records) return tl::unexpected(records.error());
    for (auto& [id, record] : *records) out.emplace(ledger::NodeKey{kind, id}, std::move(record));
  }
  return out;
}

// What a node is to this asker; of those out of reach only the kind.
Json node_json(Views& views, const Found& found, const ledger::NodeKey& node) {
  auto it = found.find(node);
  if (it == found.end()) return {{"kind", node.kind}, {"hidden", true}};
  const auto& view = *views.of(node.kind);
  return {{"kind", node.kind},
          {"id", node.id},
          {"title", view.title(it->second)},
          {"street", it->second.text(access::kAreaField)},
          {"point", point_json(view.kind(), it->second)}};
}

}  // namespace

Reply get_chain_plan(Service::Room& room, const Call& call) {
  Views views(room, call.actor);
  auto kinds = Json::array();
  for (auto kind : chained_kinds(room.seams.records)) {
    if (!views.of(kind->name)) continue;
    auto fields = Json::array();
    for (const auto& field : kind->fields)
      if (field.flow != ledger::Flow::none)
        fields.push_back({{"field", field.name},
                          {"label_zh", field.label_zh},
                          {"label_en", field.label_en},
                          {"target", field.target},
                          {"flow", kFlows[static_cast<size_t>(field.flow)]}});
    kinds.push_back({{"kind", kind->name},
                     {"label_zh", kind->label_zh},
                     {"label_en", kind->label_en},
                     {"colour", kind->colour},
                     {"chain", kChains[static_cast<size_t>(kind->chain)]},
                     {"fields", fields}});
  }
  return json_response({{"kinds", kinds}});
}

Reply get_chain(Service::Room& room, const Call& call) {
  Views views(room, call.actor);
  auto view = View::of(room, call.actor, call.id());
  if (!view) return tl::unexpected(view.error());
  auto start = find_reached(room, *view, call.caught[1]);
  if (!start) return tl::unexpected(start.error());
  auto way = param(call, "way").value_or("up");
  if (way != "up" && way != "down") return refuse(422, "is neither up nor down", "way");
  auto most = integer_param(call, "most", kTraced, 1, kMostTraced);
  if (!most) return tl::unexpected(most.error());
  auto trace =
      lift(room.chain.trace(start->kind, start->id, way == "up" ? Graph::Way::up : Graph::Way::down,
                            static_cast<size_t>(*most)));
  if (!trace) return tl::unexpected(trace.error());
  if (!*trace) return refuse(404, "this kind has no part in the chain", start->kind);
  auto found = found_of(room, views, (*trace)->steps);
  if (!found) return tl::unexpected(found.error());
  auto nodes = Json::array();
  for (const auto& step : (*trace)->steps) {
    auto node = node_json(views, *found, step.node);
    node["distance"] = step.distance;
    node["from"] = step.from ? Json(*step.from) : Json();
    nodes.push_back(std::move(node));
  }
  return json_response(
      {{"nodes", nodes}, {"reached", (*trace)->reached}, {"circle", (*trace)->circle}});
}

Reply get_chain_gaps(Service::Room& room, const Call& call) {
  auto most = integer_param(call, "most", kGaps, 1, kMostGaps);
  if (!most) return tl::unexpected(most.error());
  auto gaps = lift(room.chain.gaps(kMostGaps));
  if (!gaps) return tl::unexpected(gaps.error());
  Views views(room, call.actor);
  auto found = found_of(room, views, *gaps);
  if (!found) return tl::unexpected(found.error());
  auto kind = param(call, "kind"), street = param(call, "street");
  auto items = Json::array();
  size_t count = 0;
  for (const auto& gap : *gaps) {
    auto it = found->find(gap.node);
    if (it == found->end() || (kind && *kind != gap.node.kind) ||
        (street && *street != it->second.text(access::kAreaField)))
      continue;
    if (++count > static_cast<size_t>(*most)) continue;
    auto item = node_json(views, *found, gap.node);
    item["way"] = gap.way == Graph::Way::up ? "up" : "down";
    items.push_back(std::move(item));
  }
  return json_response({{"items", items}, {"count", count}, {"all", gaps->size() < kMostGaps}});
}

}  // namespace qs::service
