#include "kernel/ledger/schema.h"

#include <algorithm>
#include <array>

namespace qs::ledger {
namespace {

// In the order of FieldType.
constexpr std::array<std::string_view, 20> kNames{
    "text",   "long_text", "number", "integer",   "boolean",     "instant", "day",
    "period", "money",     "choice", "reference", "credit_code", "phone",   "file",
    "photo",  "point",     "line",   "area",      "table",       "json"};

}  // namespace

std::string_view name(FieldType type) {
  return kNames[static_cast<size_t>(type)];
}

std::optional<FieldType> field_type(std::string_view name) {
  auto it = std::find(kNames.begin(), kNames.end(), name);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<FieldType>(it - kNames.begin());
}

bool is_geometry(FieldType type) {
  return type == FieldType::point || type == FieldType::line || type == FieldType::area;
}

const Choice* Field::choice(std::string_view value) const {
  auto it = std::find_if(choices.begin(), choices.end(),
                         [&](const Choice& c) { return c.value == value; });
  return it == choices.end() ? nullptr : &*it;
}

const Field* Kind::field(std::string_view name) const {
  for (const auto& f : fields)
    if (f.name == name) return &f;
  return nullptr;
}

const Field* Kind::geometry() const {
  auto it = std::find_if(fields.begin(), fields.end(),
                         [](const Field& f) { return is_geometry(f.type); });
  return it == fields.end() ? nullptr : &*it;
}

bool Kind::searched() const {
  return std::any_of(fields.begin(), fields.end(), [](const Field& f) { return f.searched; });
}

}  // namespace qs::ledger
