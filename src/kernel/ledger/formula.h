// 计算项: a figure made of other figures of the same record, as a pack writes it down.
#pragma once

#include <memory>

#include "base/result.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

// An expression of muParser over the kind's number, integer, money, boolean and choice fields; a
// choice counts as its place among the choices, from 0, a day as days since 1970-01-01. For a field
// of type choice the result is such a place. For one thread; the kind outlives it.
class Formula {
 public:
  // Faults: what does not parse, an unknown field, one that is no figure, the field itself.
  static Result<Formula> of(const Kind& kind, const Field& field);
  ~Formula();
  Formula(Formula&&) noexcept;
  Formula& operator=(Formula&&) noexcept;

  // Absent when a figure that it uses is absent, or when the result is no number or no choice.
  Value value(const Fields& fields);
  const Field& field() const;  // the one computed

 private:
  struct Parsed;
  explicit Formula(std::unique_ptr<Parsed> parsed);
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace qs::ledger
