// 关系: references seen from both ends.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kernel/ledger/schema.h"

namespace qs::ledger {

struct Relation {
  const Kind* from = nullptr;
  const Field* through = nullptr;  // the reference field of `from`
  const Kind* to = nullptr;
};
// All relations among the kinds, in order of kind and field.
std::vector<Relation> relations_of(std::span<const Kind* const> kinds);

}  // namespace qs::ledger
