// The one door to nlohmann-json, slow to compile: declare with json_fwd, include this in .cpp
// files.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

namespace qs {

using Json = nlohmann::json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

}  // namespace qs
