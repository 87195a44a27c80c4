// 台账规则: what a write must be, how a revision is written down. Pure; the twin and the database
// both follow it.
#pragma once

#include <string>

#include "base/result.h"
#include "edge/store/digest.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/record_log.h"

namespace qs::store {

// How a field's values lie in memory and on disk.
enum class Shape : uint8_t { text, integer, real, boolean };
Shape shape_of(ledger::FieldType type);

// Names that may stand in SQL as they are: a letter, then letters, digits and underscores.
bool plain_name(std::string_view name);

// Names, double fields, the names kept for the store ("row", "id", "revision"), indexes.
Result<void> check_kind(const ledger::Kind& kind);
// A known kind may get and lose fields; one that changes its shape is an Error.
Result<void> check_widening(const ledger::Kind& before, const ledger::Kind& after);
// A field that no declaration names any more while records still hold it.
ledger::Field retired_field(std::string name, Shape shape);

// The fields of a put as they are kept, checked and brought into form by kernel/ledger/check.h.
// Those retired stay as they are in `current` (the record as it stands); another value is an Error.
Result<ledger::Fields> checked_fields(ledger::Settler& settler, const ledger::Write& write,
                                      const ledger::Fields& current);

// Fields as one JSON object, members in order of name, types kept.
std::string fields_text(const ledger::Fields& fields);
Result<ledger::Fields> fields_of(std::string_view text);

// One link of the ledger's chain.
struct RevisionFacts {
  std::string_view kind, id;
  uint64_t number = 0, commit = 0;
  std::string_view who, why;
  int64_t when = 0;
  bool erased = false;
  std::string_view fields;  // fields_text
};
Hash link(const Hash& previous, const RevisionFacts& facts);

// Sees whether the write may go on top of `current` (0: no such record now).
Result<void> check_expected(const ledger::Write& write, uint64_t current);

tl::unexpected<Error> taken(const ledger::Kind& kind, std::string_view id, std::string_view field);
tl::unexpected<Error> unknown_kind(std::string_view kind);

}  // namespace qs::store
