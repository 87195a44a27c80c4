// 核对: is this a record of its kind? Every fault at once, in words that the person who typed it
// understands. Pure; the store asks it for each write, forms and imports ask it before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/formula.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

struct FieldFault {
  std::string field;  // "plots[2].area" within a table
  std::string zh, en;
};

bool holds(const When& when, const Fields& fields);

// Defaults of a new record where the field is absent.
void fill_in(const Kind& kind, Fields& fields);

// Brings the fields into the form that is kept: integers as numbers where a number is declared,
// geometry with closed rings, codes in capitals; empty texts and nulls are left out; computed
// fields computed. What is wrong comes back; nothing when the record is sound.
class Settler {
 public:
  // Reads the kind's formulas, once for many records. For one thread; the kind outlives it.
  explicit Settler(const Kind& kind);
  std::vector<FieldFault> settle(Fields& fields);
  const Kind& kind() const { return *kind_; }

 private:
  const Kind* kind_;
  std::vector<Formula> formulas_;
};
std::vector<FieldFault> settle(const Kind& kind, Fields& fields);  // of one record

// The value that a person's text means for a field ("3.5", "是", "一般", "2026-05-01"), for forms
// and tables; a choice is taken by value or by either label, a boolean as 是/否, true/false, 1/0.
// Coordinates may stand as "113.74,34.70". Null for an empty text.
struct Typed {
  Value value;
  std::vector<FieldFault> faults;
};
Typed typed(const Field& field, std::string_view text);
// "113.74,34.70" (also with a wide comma or a blank) as a GeoJSON point; anything else as it is.
std::string place_text(std::string_view text);
// The other way: what `typed` reads back, labels in Chinese where there are.
std::string shown(const Field& field, const Value& value);

}  // namespace qs::ledger
