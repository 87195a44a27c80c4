#include "app/pack/kinds.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "app/pack/toml.h"

namespace qs::app {
namespace {

using ledger::Field;
using ledger::FieldType;
using ledger::Kind;

// In the order of FieldType.
constexpr std::array<std::string_view, 11> kTypes{"text",      "long_text", "number", "integer",
                                                  "boolean",   "instant",   "day",    "choice",
                                                  "reference", "point",     "json"};

bool is_identifier(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

FieldType type_of(TomlTable& t) {
  auto word = t.text("type");
  auto it = std::find(kTypes.begin(), kTypes.end(), word);
  if (it != kTypes.end()) return static_cast<FieldType>(it - kTypes.begin());
  if (!word.empty())
    t.fault("type", fmt::format("'{}' is not one of {}", word, fmt::join(kTypes, ", ")));
  return FieldType::text;
}

Field field_of(TomlTable t) {
  Field f;
  f.name = t.text("name");
  if (!f.name.empty() && (!is_identifier(f.name) || f.name == "id"))
    t.fault("name", fmt::format("'{}' is no field name: a-z, 0-9, _ and not 'id'", f.name));
  f.type = type_of(t);
  f.label_zh = t.text("label_zh");
  f.label_en = t.text("label_en");
  f.required = t.flag("required");
  f.unique = t.flag("unique");
  f.indexed = t.flag("indexed");
  f.personal = t.flag("personal");
  f.secret = t.flag("secret");
  f.choices = t.words("choices");
  f.target = t.text("target", false);
  f.low = t.number("low");
  f.high = t.number("high");
  if ((f.type == FieldType::choice) == f.choices.empty())
    t.fault("choices", "belong to a field of type choice, and it needs them");
  if ((f.type == FieldType::reference) == f.target.empty())
    t.fault("target", "belongs to a field of type reference, and it needs one");
  if (f.low && f.high && *f.low > *f.high) t.fault("low", "is above high");
  t.close();
  return f;
}

void add_field(Kind& kind, Field field, const TomlTable& t) {
  auto it = std::find_if(kind.fields.begin(), kind.fields.end(),
                         [&](const Field& f) { return f.name == field.name; });
  if (it == kind.fields.end())
    kind.fields.push_back(std::move(field));
  else if (it->type != field.type)
    t.fault("name", fmt::format("field '{}' is inherited with another type", field.name));
  else
    *it = std::move(field);
}

void read_kind(const std::filesystem::path& file, std::vector<Kind>& kinds,
               standard::Faults& faults) {
  auto parsed = read_toml(file, faults);
  if (!parsed) return;
  TomlTable t(*parsed, file.lexically_normal().string(), faults);
  auto name = t.text("name");
  if (name != file.stem().string())
    t.fault("name", fmt::format("'{}' stands in a file of another name", name));
  if (!is_identifier(name)) t.fault("name", fmt::format("'{}' is no name of a kind", name));
  auto it = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == name; });
  auto& kind = it == kinds.end() ? kinds.emplace_back() : *it;
  kind.name = name;
  kind.label_zh = t.text("label_zh");
  kind.label_en = t.text("label_en");
  kind.title = t.text("title");
  kind.is_public = t.flag("public");
  std::set<std::string> own;
  for (auto& row : t.tables("field")) {
    auto field = field_of(row);
    if (!own.insert(field.name).second)
      row.fault("name", fmt::format("field '{}' stands twice", field.name));
    add_field(kind, std::move(field), row);
  }
  if (kind.title != "id" && !kind.title.empty() && !kind.field(kind.title))
    t.fault("title", fmt::format("'{}' is no field of the kind", kind.title));
  t.close();
}

}  // namespace

void read_kinds(const std::filesystem::path& layer, std::vector<ledger::Kind>& kinds,
                standard::Faults& faults) {
  for (const auto& file : files_in(layer / "ledgers", ".toml")) read_kind(file, kinds, faults);
}

void check_kinds(const std::vector<ledger::Kind>& kinds, standard::Faults& faults) {
  for (const auto& kind : kinds)
    for (const auto& field : kind.fields)
      if (!field.target.empty() && std::none_of(kinds.begin(), kinds.end(), [&](const Kind& k) {
            return k.name == field.target;
          }))
        faults.add(
            fmt::format("{}.{} refers to unknown kind '{}'", kind.name, field.name, field.target),
            fmt::format("ledgers/{}.toml", kind.name));
}

}  // namespace qs::app
