// 计算项: a figure made of other figures of the same record, as a pack writes it down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

// An expression of muParser over the kind's number, integer, money, boolean and choice fields; a
// choice counts as its place among the choices, from 0, a day as days since 1970-01-01. For a field
// of type choice the result is such a place.
class Formula {
 public:
  // Faults: what does not parse, an unknown field, one that is no figure, the field itself.
  static Result<Formula> of(const Kind& kind, const Field& field);
  // Absent when a figure that it uses is absent, or when the result is no number or no choice.
  Value value(const Fields& fields) const;
  const std::vector<std::string>& uses() const { return uses_; }

 private:
  Formula(const Kind& kind, const Field& field, std::vector<std::string> uses);
  const Kind* kind_;
  const Field* field_;
  std::vector<std::string> uses_;
};

}  // namespace qs::ledger
