// 值与 JSON: how a value stands in JSON, the same in a table's cells, in the chain, in answers and
// in files.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

nlohmann::json json_of(const Value& value);  // an absent value is null
// nullopt: nothing that a value can be: an object, a list, a whole number beyond int64.
std::optional<Value> plain_value(const nlohmann::json& json);

bool is_structured(FieldType type);  // kept as JSON text: files, tables, geometries
// The value of such a field as what its text says; of any other as above.
nlohmann::json json_of(const Field& field, const Value& value);

}  // namespace qs::ledger
