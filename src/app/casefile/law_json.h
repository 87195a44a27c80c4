// 所依据的标准: rows of the standard library as JSON, so that a package carries its law with it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "kernel/standard/library.h"

namespace qs::app {

// Units, factors with their aliases, limits and rules; nothing else of the tables.
nlohmann::json json_of(const standard::Tables& law);
// Faults: a row lacks what it must have. Whether rows hold together, standard::Library says.
Result<standard::Tables> law_of(const nlohmann::json& json);

}  // namespace qs::app
