#include "edge/service/registers/fields_json.h"

#include "base/json.h"
#include "kernel/ledger/value_json.h"

namespace qs::service {
namespace {

using ledger::Field;
using ledger::Value;

// As it was sent; nullopt: nothing that a field can hold.
std::optional<Value> sent_value(const Field& field, const Json& json) {
  if (json.is_structured() && ledger::is_structured(field.type))
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return ledger::plain_value(json);
}

}  // namespace

Json fields_json(const ledger::Kind& kind, const ledger::Fields& fields) {
  auto out = Json::object();
  for (const auto& [name, value] : fields)
    if (auto field = kind.field(name); field && !field->secret)
      out[name] = ledger::json_of(*field, value);
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
    } else if (field->by_program) {
      fault(name, "此项由程序计算，不能填写", "this field is computed by the program");
    } else if (auto value = sent_value(*field, json)) {
      out.fields[name] = std::move(*value);
    } else {
      fault(name, "类型不符", "a value of another type than declared");
    }
  }
  return out;
}

}  // namespace qs::service
