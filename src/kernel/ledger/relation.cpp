#include "kernel/ledger/relation.h"

#include <algorithm>

namespace qs::ledger {

std::vector<Relation> relations_of(std::span<const Kind* const> kinds) {
  std::vector<Relation> out;
  for (auto from : kinds)
    for (const auto& field : from->fields) {
      if (field.type != FieldType::reference) continue;
      auto to = std::find_if(kinds.begin(), kinds.end(),
                             [&](const Kind* k) { return k->name == field.target; });
      if (to != kinds.end()) out.push_back({from, &field, *to});
    }
  return out;
}

}  // namespace qs::ledger
