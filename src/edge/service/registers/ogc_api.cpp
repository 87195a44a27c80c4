// The OpenAPI 3.0 document of the OGC API, made from the kinds.
#include "base/json.h"
#include "edge/service/registers/ogc.h"
#include "edge/service/registers/ogc_query.h"

namespace qs::service {
namespace {

using ledger::Field;
using ledger::FieldType;

Json ref(std::string_view what, std::string_view name) {
  return {{"$ref", fmt::format("#/components/{}/{}", what, name)}};
}

Json schema_of(const Field& field) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::money:
      return {{"type", "number"}};
    case FieldType::integer:
    case FieldType::instant:
      return {{"type", "integer"}};
    case FieldType::boolean:
      return {{"type", "boolean"}};
    case FieldType::day:
      return {{"type", "string"}, {"format", "date"}};
    case FieldType::choice: {
      auto values = Json::array();
      for (const auto& choice : field.choices) values.push_back(choice.value);
      return {{"type", "string"}, {"enum", values}};
    }
    case FieldType::table:
    case FieldType::file:
    case FieldType::photo:
      return {{"type", "array"}, {"items", Json::object()}};
    case FieldType::json:
      return Json::object();
    default:
      return {{"type", "string"}};
  }
}

Json query_param(std::string_view name, Json schema, std::string_view text, bool explode) {
  return {
      {"name", name},       {"in", "query"},       {"required", false},          {"style", "form"},
      {"explode", explode}, {"description", text}, {"schema", std::move(schema)}};
}

// Clauses 7.15.2–7.15.4: the definitions that the standard prescribes word for word.
Json shared_params() {
  Json numbers{{"type", "array"},
               {"oneOf", {{{"minItems", 4}, {"maxItems", 4}}, {{"minItems", 6}, {"maxItems", 6}}}},
               {"items", {{"type", "number"}}}};
  Json limit{{"type", "integer"}, {"minimum", 1}, {"maximum", kOgcMost}, {"default", kOgcListed}};
  return {{"limit", query_param("limit", limit, "how many features at most", false)},
          {"bbox", query_param("bbox", numbers, "west,south,east,north in CRS84", false)},
          {"datetime", query_param("datetime", {{"type", "string"}},
                                   "an instant or an interval of RFC 3339", false)},
          {"after", query_param("after", {{"type", "string"}}, "from a `next` link", false)},
          {"f", query_param("f", {{"type", "string"}, {"enum", {"json"}}}, "the format", false)},
          {"featureId",
           {{"name", "featureId"},
            {"in", "path"},
            {"required", true},
            {"schema", {{"type", "string"}}}}}};
}

Json answer(std::string_view type, std::string_view text) {
  return {{"description", text},
          {"content", {{std::string(type), {{"schema", {{"type", "object"}}}}}}}};
}

// Clause 7.14.2: the schema that the standard prescribes for a collection.
Json collection_schema() {
  Json times{{"type", "array"},
             {"minItems", 2},
             {"maxItems", 2},
             {"items", {{"type", "string"}, {"format", "date-time"}, {"nullable", true}}}};
  Json corners{
      {"type", "array"}, {"minItems", 4}, {"maxItems", 4}, {"items", {{"type", "number"}}}};
  Json extent{{"type", "object"},
              {"properties",
               {{"spatial",
                 {{"type", "object"},
                  {"properties",
                   {{"bbox", {{"type", "array"}, {"minItems", 1}, {"items", corners}}},
                    {"crs", {{"type", "string"}, {"enum", {kCrs84}}}}}}}},
                {"temporal",
                 {{"type", "object"},
                  {"properties",
                   {{"interval", {{"type", "array"}, {"minItems", 1}, {"items", times}}},
                    {"trs", {{"type", "string"}}}}}}}}}};
  return {{"type", "object"},
          {"required", {"id", "links"}},
          {"properties",
           {{"id", {{"type", "string"}}},
            {"title", {{"type", "string"}}},
            {"description", {{"type", "string"}}},
            {"links", {{"type", "array"}, {"items", {{"type", "object"}}}}},
            {"extent", extent},
            {"itemType", {{"type", "string"}, {"default", "feature"}}},
            {"crs", {{"type", "array"}, {"items", {{"type", "string"}}}}}}}};
}

Json operation(std::string id, std::string summary, std::string_view type, Json params) {
  params.push_back(ref("parameters", "f"));
  return {{"get",
           {{"operationId", std::move(id)},
            {"summary", std::move(summary)},
            {"parameters", std::move(params)},
            {"responses",
             {{"200", answer(type, "as asked")},
              {"400", ref("responses", "Fault")},
              {"404", ref("responses", "Fault")},
              {"500", ref("responses", "Fault")}}}}}};
}

void add_collection(const View& view, Json& paths) {
  const auto& kind = view.kind();
  auto place = "/collections/" + kind.name;
  auto title = fmt::format("{} {}", kind.label_zh, kind.label_en);
  auto params = Json::array();
  for (auto name : {"limit", "bbox", "datetime", "after"})
    params.push_back(ref("parameters", name));
  for (const auto& field : kind.fields)
    if (view.sees(field) && is_queryable(field))
      params.push_back(query_param(field.name, schema_of(field),
                                   fmt::format("{} {}", field.label_zh, field.label_en), true));
  paths[place] = operation("describe_" + kind.name, title, kJsonType, Json::array());
  paths[place]["get"]["responses"]["200"]["content"][std::string(kJsonType)]["schema"] =
      ref("schemas", "Collection");
  paths[place + "/items"] = operation("items_" + kind.name, title, kGeoJson, std::move(params));
  paths[place + "/items/{featureId}"] =
      operation("item_" + kind.name, title, kGeoJson, {ref("parameters", "featureId")});
}

}  // namespace

Json ogc_api(const std::vector<View>& collections, const std::string& base, std::string_view title,
             std::string_view version) {
  Json paths{
      {"/", operation("landing", "landing page", kJsonType, Json::array())},
      {"/conformance", operation("conformance", "conformance classes", kJsonType, Json::array())},
      {"/api", operation("api", "this document", kOpenApi, Json::array())},
      {"/collections", operation("collections", "the collections", kJsonType, Json::array())}};
  for (const auto& view : collections) add_collection(view, paths);
  return {{"openapi", "3.0.3"},
          {"info", {{"title", title}, {"version", version}}},
          {"servers", {{{"url", base}}}},
          {"paths", std::move(paths)},
          {"components",
           {{"parameters", shared_params()},
            {"schemas", {{"Collection", collection_schema()}}},
            {"responses", {{"Fault", answer(kJsonType, "what is wrong")}}}}}};
}

}  // namespace qs::service
