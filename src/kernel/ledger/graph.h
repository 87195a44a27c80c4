// 溯源图: the records that water runs through, linked by the references whose `flow` is declared.
// Traces go up to where it comes from and down to where it ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

struct NodeKey {
  std::string kind, id;
  auto operator<=>(const NodeKey&) const = default;
};

// Not to be changed while others read it.
class Graph {
 public:
  enum class Way : uint8_t { up, down };

  // The record as it is now takes the place of what was known of it. Kinds without any flow and
  // without a part in a chain are left alone.
  void put(const Kind& kind, const Record& record);
  void erase(std::string_view kind, std::string_view id);

  size_t nodes() const { return alive_; }

  struct Step {
    NodeKey node;
    std::optional<size_t> from;  // place in `steps` of the one before; the start has none
    size_t distance = 0;         // links from the start
  };
  struct Trace {
    std::vector<Step> steps;  // nearest first, the start itself first; at most `most`
    size_t reached = 0;       // all that are reached, the start too
    bool circle = false;      // water that comes back to the start
  };
  // nullopt: no such node. Circles end where they close.
  std::optional<Trace> trace(std::string_view kind, std::string_view id, Way way,
                             size_t most) const;

  // Records of the kinds that need a link in that direction (Chain) and have none.
  struct Gap {
    NodeKey node;
    Way way;
  };
  std::vector<Gap> gaps(size_t most) const;

 private:
  using Place = uint32_t;
  static constexpr Place kNone = ~Place{0};
  struct Node {
    std::string key;  // kind, a line feed, id
    Chain chain = Chain::none;
    bool alive = false;      // there is such a record, not only a reference to it
    std::vector<Place> own;  // links that this record itself declares
  };
  // Each end has a list of its links through the array; a trace touches nothing else.
  struct Link {
    Place upper, lower;
    Place next_down, next_up;  // of the upper's, of the lower's list
  };
  Place at(std::string_view kind, std::string_view id);
  std::optional<Place> find(std::string_view kind, std::string_view id) const;
  void link(Place owner, Place upper, Place lower);
  void unlink(Place node);
  static NodeKey key_of(const Node& node);

  std::vector<Node> nodes_;
  std::vector<Place> first_down_, first_up_;  // beside nodes_
  std::vector<Link> links_;
  std::vector<Place> free_;  // links no longer used
  std::unordered_map<std::string, Place> places_;
  size_t alive_ = 0;
};

}  // namespace qs::ledger
