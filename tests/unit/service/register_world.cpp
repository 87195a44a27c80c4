#include "unit/service/register_world.h"

namespace qs::service::testing {
namespace {

using access::Grant;
using ledger::Field;
using ledger::FieldType;
using ledger::Kind;

Field field(std::string name, FieldType type = FieldType::text) {
  return {.name = name, .type = type, .label_zh = name, .label_en = name};
}

Kind firm() {
  Kind kind{
      .name = "firm", .label_zh = "企业", .label_en = "Firm", .shelf = "source", .title = "name"};
  kind.fields = {field("name"), field("street"), field("contact"), field("pass_phrase"),
                 field("note")};
  kind.fields[0].required = kind.fields[0].unique = true;
  kind.fields[2].personal = kind.fields[2].searched = true;
  kind.fields[3].secret = true;
  kind.owner = "id";
  return kind;
}

Kind outfall() {
  Kind kind{.name = "outfall",
            .label_zh = "排污口",
            .label_en = "Outfall",
            .shelf = "water",
            .title = "name",
            .colour = "#0066cc"};
  kind.fields = {field("name"),
                 field("street"),
                 field("firm", FieldType::reference),
                 field("place", FieldType::point),
                 field("size", FieldType::number),
                 field("state", FieldType::choice),
                 field("ends_on", FieldType::day),
                 field("note", FieldType::long_text)};
  kind.fields[0].required = kind.fields[0].searched = kind.fields[0].is_public = true;
  kind.fields[2].target = "firm";
  kind.fields[3].is_public = true;
  kind.fields[4].low = 0;
  kind.fields[5].choices = {{"open", "在用", "Open"}, {"closed", "封堵", "Closed"}};
  kind.is_public = true;
  kind.owner = "firm";
  kind.state = "state";
  kind.transitions = {{"close", "封堵", "Close", {"open"}, "closed", "outfall.close", true}};
  kind.expiry = ledger::Expiry{"ends_on", {30}};
  kind.duties = {{.id = "patrol",
                  .label_zh = "巡查",
                  .label_en = "Patrol",
                  .by = "patrol",
                  .through = "outfall",
                  .on = "on",
                  .every = "P1M",
                  .clause = "第三条"}};
  return kind;
}

Kind patrol() {
  Kind kind{
      .name = "patrol", .label_zh = "巡查", .label_en = "Patrol", .shelf = "water", .title = "id"};
  kind.fields = {field("outfall", FieldType::reference), field("on", FieldType::day),
                 field("score", FieldType::integer)};
  kind.fields[0].target = "outfall";
  return kind;
}

Kind personal_read() {
  Kind kind{.name = "personal_read"};
  kind.fields = {field("user"),
                 field("kind_read"),
                 field("record"),
                 field("day", FieldType::day),
                 field("first_at", FieldType::instant),
                 field("last_at", FieldType::instant),
                 field("count", FieldType::integer)};
  return kind;
}

Kind saved_filter() {
  Kind kind{.name = "saved_filter"};
  kind.fields = {field("user"), field("kind"), field("name"), field("query", FieldType::json),
                 field("shared", FieldType::boolean)};
  return kind;
}

access::Rights register_rights() {
  auto at = [](Grant::Scope scope, std::vector<std::string> verbs) {
    std::vector<Grant> out;
    for (auto& verb : verbs) out.push_back({std::move(verb), "", scope});
    return out;
  };
  using enum Grant::Scope;
  return access::Rights(
      {{"admin", at(everywhere, {"*"})},
       {"district_duty", at(everywhere, {"record.read", "record.write", "personal.read", "read",
                                         "check.read", "check.write"})},
       {"viewer", at(everywhere, {"record.read", "check.read"})},
       {"street", at(own_area, {"record.read", "record.write", "check.read", "check.write"})},
       {"firm", at(own_firm, {"record.read", "record.write", "personal.read"})}});
}

}  // namespace

RegisterWorld::RegisterWorld() {
  auto user = *records->kind("user");
  if (!user.field("firm")) user.fields.push_back(field("firm"));
  std::vector<Kind> kinds{user, firm(), outfall(), patrol(), personal_read(), saved_filter()};
  auto declared = records->declare(kinds);
  EXPECT_TRUE(declared) << declared.error().message();
  rights = register_rights();
  district.shelves = {{"water", "水", "Water"}, {"source", "污染源", "Sources"}};
  auto works = (*records->get("user", "viewer"))->fields;
  works["roles"] = std::string(R"(["firm"])");
  works["firm"] = std::string("f1");
  put("user", "works", works);
  put("firm", "f1",
      {{"name", std::string("甲厂")},
       {"street", std::string("s1")},
       {"contact", std::string("李四")}});
  put("firm", "f2",
      {{"name", std::string("乙厂")},
       {"street", std::string("s2")},
       {"contact", std::string("王五")}});
  for (int n : {1, 2})
    put("outfall", fmt::format("o{}", n),
        {{"name", std::string(n == 1 ? "东口" : "西口")},
         {"street", fmt::format("s{}", n)},
         {"firm", fmt::format("f{}", n)},
         {"place",
          fmt::format(R"({{"type":"Point","coordinates":[113.7{},34.7]}})", n == 1 ? 0 : 2)},
         {"size", static_cast<double>(n)},
         {"state", std::string("open")}});
}

uint64_t RegisterWorld::revision(std::string_view kind, std::string_view id) const {
  auto record = records->get(kind, id);
  return record && *record ? (*record)->revision : 1;
}

Response RegisterWorld::post_fields(const std::string& kind, Json fields, const Login& who) {
  return post("/api/v1/records/" + kind, Json{{"fields", fields}, {"why", "新增"}}.dump(), who);
}

Response RegisterWorld::put_fields(const std::string& kind, const std::string& id, Json fields,
                                   uint64_t revision, const Login& who, std::string why) {
  return ask(Method::put, fmt::format("/api/v1/records/{}/{}", kind, id),
             Json{{"fields", fields}, {"revision", revision}, {"why", why}}.dump(), who, {});
}

}  // namespace qs::service::testing
