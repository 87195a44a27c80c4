// The one door to nlohmann-json, slow to compile: declare with json_fwd, include this in .cpp
// files.
#pragma once

#include <nlohmann/json.hpp>

namespace qs {
using Json = nlohmann::json;
}
