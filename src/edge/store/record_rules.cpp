#include "edge/store/record_rules.h"

#include "base/csv.h"
#include "base/json.h"
#include "kernel/ledger/value_json.h"

namespace qs::store {

using namespace ledger;

namespace {

std::string place(const Kind& kind, std::string_view id, std::string_view field) {
  return fmt::format("{}/{}.{}", kind.name, id, field);
}

}  // namespace

Shape shape_of(FieldType type) {
  switch (type) {
    case FieldType::number:
    case FieldType::money:
      return Shape::real;
    case FieldType::integer:
    case FieldType::instant:
      return Shape::integer;
    case FieldType::boolean:
      return Shape::boolean;
    default:
      return Shape::text;
  }
}

bool plain_name(std::string_view name) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  auto inner = [&](char c) { return letter(c) || c == '_' || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= 64 && letter(name[0]) &&
         std::all_of(name.begin(), name.end(), inner);
}

Result<void> check_kind(const Kind& kind) {
  if (!plain_name(kind.name)) return fail("not a name for a kind", kind.name);
  std::set<std::string> seen{"row", "id", "revision"};
  for (const auto& field : kind.fields) {
    auto at = fmt::format("{}.{}", kind.name, field.name);
    if (!plain_name(field.name)) return fail("not a name for a field", at);
    std::string lower = field.name;  // the database's names have no case
    for (auto& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!seen.insert(lower).second) return fail("the field is declared twice or reserved", at);
  }
  for (const auto& index : kind.indexes)
    for (const auto& field : index)
      if (!kind.field(field))
        return fail("an index over an unknown field", kind.name + "." + field);
  return {};
}

Result<void> check_widening(const Kind& before, const Kind& after) {
  for (const auto& field : before.fields)
    if (auto now = after.field(field.name); now && shape_of(now->type) != shape_of(field.type))
      return fail("a field may not be retyped", fmt::format("{}.{}", after.name, field.name));
  return {};
}

Field retired_field(std::string name, Shape shape) {
  constexpr std::array kTypes{FieldType::text, FieldType::integer, FieldType::number,
                              FieldType::boolean};  // by Shape
  Field field;
  field.label_zh = field.label_en = name;
  field.name = std::move(name);
  field.type = kTypes[static_cast<size_t>(shape)];
  field.retired = true;
  return field;
}

Result<Fields> checked_fields(Settler& settler, const Write& write, const Fields& current) {
  const auto& kind = settler.kind();
  if (write.id.empty() || !is_utf8(write.id)) return fail("not an id", kind.name);
  auto fields = write.fields;
  Fields retired;
  for (const auto& field : kind.fields) {
    if (!field.retired) continue;
    auto kept = current.find(field.name);
    if (auto given = fields.extract(field.name))
      if (kept == current.end() ? given.mapped() != Value{} : given.mapped() != kept->second)
        return fail("the field is retired", place(kind, write.id, field.name));
    if (kept != current.end()) retired.insert(*kept);
  }
  auto faults = settler.settle(fields);
  fields.merge(retired);
  if (faults.empty()) return fields;
  std::string text = faults[0].en;
  for (size_t i = 1; i < faults.size(); ++i)
    text += fmt::format("; {}: {}", faults[i].field, faults[i].en);
  return fail(std::move(text), place(kind, write.id, faults[0].field));
}

std::string fields_text(const Fields& fields) {
  auto object = Json::object();
  for (const auto& [name, value] : fields)
    if (!std::holds_alternative<std::monostate>(value)) object[name] = json_of(value);
  return object.dump();
}

Result<Fields> fields_of(std::string_view text) {
  auto object = Json::parse(text, nullptr, false);
  if (!object.is_object()) return fail("a revision's fields are damaged");
  Fields out;
  for (const auto& [name, value] : object.items()) {
    auto plain = plain_value(value);
    if (!plain || value.is_null()) return fail("a revision's fields are damaged", name);
    out[name] = std::move(*plain);
  }
  return out;
}

Hash link(const Hash& previous, const RevisionFacts& facts) {
  Sha256 sha;
  sha.add(bytes_of(previous));
  sha.text(facts.kind);
  sha.text(facts.id);
  sha.number(facts.number);
  sha.number(facts.commit);
  sha.text(facts.who);
  sha.text(facts.why);
  sha.number(static_cast<uint64_t>(facts.when));
  sha.number(facts.erased ? 1 : 0);
  sha.text(facts.fields);
  return sha.finish();
}

Result<void> check_expected(const Write& write, uint64_t current) {
  if (!write.expected_revision || *write.expected_revision == current) return {};
  return fail(fmt::format("conflict: revision {} was expected, {} stands", *write.expected_revision,
                          current),
              fmt::format("{}/{}", write.kind, write.id));
}

tl::unexpected<Error> taken(const Kind& kind, std::string_view id, std::string_view field) {
  return fail("the value of a unique field is taken", place(kind, id, field));
}

tl::unexpected<Error> unknown_kind(std::string_view kind) {
  return fail("unknown kind", std::string(kind));
}

}  // namespace qs::store
