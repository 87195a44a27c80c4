#include "kernel/ledger/value_json.h"

#include "base/json.h"

namespace qs::ledger {

Json json_of(const Value& value) {
  return std::visit(
      [](const auto& v) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>)
          return nullptr;
        else
          return v;
      },
      value);
}

std::optional<Value> plain_value(const Json& json) {
  switch (json.type()) {
    case Json::value_t::null:
      return Value{};
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::number_integer:
      return json.get<int64_t>();
    case Json::value_t::number_unsigned:
      if (json.get<uint64_t>() > INT64_MAX) return std::nullopt;
      return json.get<int64_t>();
    default:
      return std::nullopt;
  }
}

bool is_structured(FieldType type) {
  return type == FieldType::file || type == FieldType::photo || type == FieldType::table ||
         type == FieldType::json || is_geometry(type);
}

Json json_of(const Field& field, const Value& value) {
  auto text = std::get_if<std::string>(&value);
  if (!text || !is_structured(field.type)) return json_of(value);
  auto parsed = Json::parse(*text, nullptr, false);
  return parsed.is_discarded() ? Json(*text) : parsed;
}

}  // namespace qs::ledger
