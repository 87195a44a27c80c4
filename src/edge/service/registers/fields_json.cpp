#include "edge/service/registers/fields_json.h"

#include "base/json.h"

namespace qs::service {
namespace {

using ledger::Field;
using ledger::FieldType;
using ledger::Value;

bool is_structured(FieldType type) {
  return type == FieldType::file || type == FieldType::photo || type == FieldType::table ||
         type == FieldType::json || ledger::is_geometry(type);
}

// As it was sent; nullopt: nothing that a field can hold.
std::optional<Value> sent_value(const Field& field, const Json& json) {
  if (json.is_null()) return Value{};
  if (json.is_object() || json.is_array()) {
    if (!is_structured(field.type)) return std::nullopt;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_unsigned() && json.get<uint64_t>() > INT64_MAX) return std::nullopt;
  if (json.is_number_integer()) return json.get<int64_t>();
  return json.get<double>();
}

}  // namespace

Json value_json(const Field& field, const Value& value) {
  if (is_structured(field.type)) {
    auto text = std::get_if<std::string>(&value);
    auto parsed = text ? Json::parse(*text, nullptr, false) : Json();
    return parsed.is_discarded() ? Json() : parsed;
  }
  return std::visit(
      [](const auto& v) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>)
          return nullptr;
        else
          return v;
      },
      value);
}

Json fields_json(const ledger::Kind& kind, const ledger::Fields& fields) {
  auto out = Json::object();
  for (const auto& [name, value] : fields)
    if (auto field = kind.field(name); field && !field->secret)
      out[name] = value_json(*field, value);
  return out;
}

SentFields sent_fields(const ledger::Kind& kind, const Json& object) {
  SentFields out;
  auto fault = [&](const std::string& field, std::string zh, std::string en) {
    out.faults.push_back({field, std::move(zh), std::move(en)});
  };
  if (!object.is_object()) {
    fault("", "fields 应为对象", "the fields are no object");
    return out;
  }
  for (const auto& [name, json] : object.items()) {
    auto field = kind.field(name);
    if (!field || field->secret) {
      fault(name, "没有这一项", "unknown field");
    } else if (field->retired) {
      fault(name, "此项已停用，只读", "this field is retired, it can only be read");
    } else if (auto value = sent_value(*field, json)) {
      out.fields[name] = std::move(*value);
    } else {
      fault(name, "类型不符", "a value of another type than declared");
    }
  }
  return out;
}

}  // namespace qs::service
