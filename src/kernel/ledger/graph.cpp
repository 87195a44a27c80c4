#include "kernel/ledger/graph.h"

#include <algorithm>

namespace qs::ledger {
namespace {

constexpr char kBetween = '\n';  // stands in no id

std::string joined(std::string_view kind, std::string_view id) {
  std::string key(kind);
  key += kBetween;
  key += id;
  return key;
}

}  // namespace

Graph::Place Graph::at(std::string_view kind, std::string_view id) {
  auto [it, fresh] = places_.try_emplace(joined(kind, id), static_cast<Place>(nodes_.size()));
  if (fresh) {
    nodes_.emplace_back().key = it->first;
    first_down_.push_back(kNone);
    first_up_.push_back(kNone);
  }
  return it->second;
}

std::optional<Graph::Place> Graph::find(std::string_view kind, std::string_view id) const {
  auto it = places_.find(joined(kind, id));
  if (it == places_.end()) return std::nullopt;
  return it->second;
}

NodeKey Graph::key_of(const Node& node) {
  auto between = node.key.find(kBetween);
  return {node.key.substr(0, between), node.key.substr(between + 1)};
}

void Graph::link(Place owner, Place upper, Place lower) {
  auto place = static_cast<Place>(links_.size());
  if (free_.empty()) {
    links_.emplace_back();
  } else {
    place = free_.back();
    free_.pop_back();
  }
  links_[place] = {upper, lower, first_down_[upper], first_up_[lower]};
  first_down_[upper] = first_up_[lower] = place;
  nodes_[owner].own.push_back(place);
}

void Graph::unlink(Place node) {
  for (auto gone : nodes_[node].own) {
    const auto& link = links_[gone];
    auto* down = &first_down_[link.upper];
    while (*down != gone) down = &links_[*down].next_down;
    *down = link.next_down;
    auto* up = &first_up_[link.lower];
    while (*up != gone) up = &links_[*up].next_up;
    *up = link.next_up;
    free_.push_back(gone);
  }
  nodes_[node].own.clear();
}

void Graph::put(const Kind& kind, const Record& record) {
  bool flows = std::any_of(kind.fields.begin(), kind.fields.end(),
                           [](const Field& f) { return f.flow != Flow::none; });
  if (!flows && kind.chain == Chain::none) return;
  auto node = at(kind.name, record.id);
  unlink(node);
  if (!nodes_[node].alive) ++alive_;
  nodes_[node].alive = true;
  nodes_[node].chain = kind.chain;
  for (const auto& field : kind.fields) {
    if (field.flow == Flow::none) continue;
    auto target = record.text(field.name);
    if (target.empty()) continue;
    auto other = at(field.target, target);
    if (field.flow == Flow::down)
      link(node, node, other);
    else
      link(node, other, node);
  }
}

void Graph::erase(std::string_view kind, std::string_view id) {
  auto node = find(kind, id);
  if (!node || !nodes_[*node].alive) return;
  unlink(*node);
  nodes_[*node].alive = false;
  --alive_;
}

std::optional<Graph::Trace> Graph::trace(std::string_view kind, std::string_view id, Way way,
                                         size_t most) const {
  auto start = find(kind, id);
  if (!start || !nodes_[*start].alive) return std::nullopt;
  Trace out;
  struct Reached {
    Place node, from;  // places in nodes_ and in the list itself
    uint32_t distance;
  };
  std::vector<Reached> reached{{*start, 0, 0}};
  std::vector<bool> seen(nodes_.size());
  seen[*start] = true;
  for (size_t i = 0; i < reached.size(); ++i) {
    auto here = reached[i];
    for (auto at = (way == Way::up ? first_up_ : first_down_)[here.node]; at != kNone;) {
      const auto& link = links_[at];
      auto next = way == Way::up ? link.upper : link.lower;
      at = way == Way::up ? link.next_up : link.next_down;
      out.circle = out.circle || next == *start;
      if (seen[next]) continue;
      seen[next] = true;
      reached.push_back({next, static_cast<Place>(i), here.distance + 1});
    }
  }
  out.reached = reached.size();
  for (size_t i = 0; i < std::min(most, reached.size()); ++i)
    out.steps.push_back({key_of(nodes_[reached[i].node]),
                         i ? std::optional<size_t>(reached[i].from) : std::nullopt,
                         reached[i].distance});
  return out;
}

std::vector<Graph::Gap> Graph::gaps(size_t most) const {
  std::vector<Gap> out;
  for (Place i = 0; i < nodes_.size() && out.size() < most; ++i) {
    const auto& node = nodes_[i];
    if (!node.alive) continue;
    bool leads_on = node.chain == Chain::source || node.chain == Chain::way;
    if (leads_on && first_down_[i] == kNone) out.push_back({key_of(node), Way::down});
    if (node.chain == Chain::way && first_up_[i] == kNone) out.push_back({key_of(node), Way::up});
  }
  return out;
}

}  // namespace qs::ledger
