// What a stranger asks of a list of records or of the OGC API, and the fields that somebody sends:
// a query of name=value lines, then the JSON of a record behind an empty line.
#include <cstddef>
#include <cstdint>

#include "base/json.h"
#include "edge/service/registers/asked.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/registers/ogc_query.h"
#include "edge/service/registers/vector_tile.h"

namespace {

using namespace qs;
using ledger::FieldType;

ledger::Kind every_type() {
  ledger::Kind kind{.name = "kind", .shelf = "x", .title = "text"};
  for (int i = 0; i <= static_cast<int>(FieldType::json); ++i) {
    auto type = static_cast<FieldType>(i);
    ledger::Field field{.name = std::string(ledger::name(type)), .type = type};
    field.searched = type == FieldType::text;
    field.required = type == FieldType::instant;
    if (type == FieldType::choice) field.choices = {{"a", "甲", "A"}};
    if (type == FieldType::table) field.columns = {{.name = "n", .type = FieldType::number}};
    kind.fields.push_back(std::move(field));
  }
  return kind;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace qs::service;
  static const auto kind = every_type();
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto end = std::min(text.find("\n\n"), text.size());
  auto query = text.substr(0, end), body = text.substr(std::min(end + 2, text.size()));
  Params params;
  while (!query.empty() && params.size() < 64) {
    auto line = query.substr(0, query.find('\n'));
    query.remove_prefix(std::min(line.size() + 1, query.size()));
    auto equal = std::min(line.find('='), line.size());
    params[std::string(line.substr(0, equal))] = line.substr(std::min(equal + 1, line.size()));
  }
  auto all = [](const ledger::Field&) { return true; };
  if (auto asked = asked_query(kind, params, all); asked && asked->limit > kMostListed)
    __builtin_trap();
  if (auto asked = ogc_query(kind, params, all); asked && asked->limit > kOgcMost) __builtin_trap();
  if (auto it = params.find("tile"); it != params.end())
    if (auto address = tile_address(it->second, it->second, it->second)) (void)box_of(*address);
  auto json = Json::parse(body, nullptr, false);
  auto sent = sent_fields(kind, json.is_discarded() ? Json() : json);
  if (ledger::settle(kind, sent.fields).empty()) (void)fields_json(kind, sent.fields);
  return 0;
}
