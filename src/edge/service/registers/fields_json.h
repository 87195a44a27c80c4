// Fields of a record as JSON and back: tables, files and geometries are JSON, days and periods
// text, instants milliseconds.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "kernel/ledger/check.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::service {

// Secret fields are left out.
nlohmann::json fields_json(const ledger::Kind& kind, const ledger::Fields& fields);

// What a person sends. A null clears: it comes as an absent value (monostate). Faults: no object,
// a field that the kind does not have, that is secret, retired or computed by the program, a value
// that no field can hold; the rest is ledger::settle's to say.
struct SentFields {
  ledger::Fields fields;
  std::vector<ledger::FieldFault> faults;
};
SentFields sent_fields(const ledger::Kind& kind, const nlohmann::json& object);

}  // namespace qs::service
