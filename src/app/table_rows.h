// 表格字段: the rows of a record's field of type table.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "kernel/ledger/record.h"

namespace qs::app {

// An array of objects whose values are of the declared types (the ledger settled them) or absent;
// empty where the field is.
nlohmann::json table_rows(const ledger::Record& record, std::string_view field);

}  // namespace qs::app
