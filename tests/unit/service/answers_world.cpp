#include "unit/service/answers_world.h"

namespace qs::service::testing {
namespace {

using ledger::Chain;
using ledger::Field;
using ledger::FieldType;
using ledger::Flow;
using ledger::Kind;
using ledger::When;

Field field(std::string name, FieldType type = FieldType::text) {
  return {.name = name, .type = type, .label_zh = name, .label_en = name};
}

Field to(std::string name, std::string target, Flow flow = Flow::none) {
  auto out = field(std::move(name), FieldType::reference);
  out.target = std::move(target);
  out.flow = flow;
  return out;
}

Kind kind(std::string name, std::vector<Field> fields, Chain chain = Chain::none) {
  fields.insert(fields.begin(), {field("name"), field("street")});
  return {.name = name,
          .label_zh = name,
          .label_en = name,
          .shelf = "water",
          .title = "name",
          .fields = std::move(fields),
          .chain = chain};
}

std::vector<Kind> kinds() {
  auto phone = field("phone", FieldType::phone);
  phone.personal = true;
  auto state = field("state", FieldType::choice);
  state.choices = {{"good", "好", "Good"}, {"bad", "坏", "Bad"}};
  std::vector<Kind> out{
      kind("person", {phone}),
      kind("river", {field("course", FieldType::line), to("chief", "person")}, Chain::water),
      kind("mouth", {field("place", FieldType::point), to("river", "river", Flow::down)},
           Chain::way),
      kind("works",
           {to("mouth", "mouth", Flow::down), field("staff", FieldType::integer), state,
            field("due_on", FieldType::day)},
           Chain::source),
      kind("visit", {to("works", "works"), field("on", FieldType::day)}),
      kind("zone",
           {field("outline", FieldType::area), to("parent", "zone"), to("chief", "person")}),
      kind("store", {field("place", FieldType::point)}),
      kind("stock", {to("store", "store")}),
      kind("plot", {field("outline", FieldType::area)})};
  Kind check{.name = std::string(kCheckKind), .title = "number"};
  for (auto name : {"number", "check", "name", "trade", "street", "plot", "answer", "who"})
    check.fields.push_back(field(name));
  check.fields.push_back(field("at", FieldType::instant));
  check.fields.push_back(field("finding", FieldType::json));
  out.push_back(std::move(check));
  return out;
}

std::string box(double west, double south, double east, double north) {
  return Geometry::box({west, south, east, north}).geojson();
}

}  // namespace

AnswersWorld::AnswersWorld() {
  auto declared = records->declare(kinds());
  EXPECT_TRUE(declared) << declared.error().message();
  district.streets[0].geometry = box(113.6, 34.6, 113.7, 34.8);
  district.streets[1].geometry = box(113.7, 34.6, 113.8, 34.8);
  district.dossiers = {
      {.kind = "works",
       .fields = {"staff"},
       .parts = {
           {.kind = "visit", .through = "works", .on = "on", .expected = true, .weight = 3}}}};
  district.boards = {{"b", "板", "Board", {}}};
  district.boards[0].tiles = {
      {.id = "n", .kind = "works"},
      {.id = "staff", .kind = "works", .figure = ledger::BoardTile::Figure::sum, .field = "staff"},
      {.id = "good",
       .kind = "works",
       .figure = ledger::BoardTile::Figure::share,
       .of = {When{"state", {"good"}}}},
      {.id = "late", .kind = "works", .past = "due_on"}};
  district.charge = {{.id = "zone", .kind = "zone", .up = "parent", .people = {"chief"}},
                     {.id = "river", .kind = "river", .within = 500, .people = {"chief"}}};
  std::string s1 = "s1", s2 = "s2";
  put("person", "p1", {{"name", std::string("张")}, {"phone", std::string("13812345678")}});
  put("person", "p2", {{"name", std::string("李")}, {"street", s1}});
  put("river", "r1",
      {{"name", std::string("河")},
       {"course",
        std::string(R"({"type":"LineString","coordinates":[[113.65,34.7],[113.75,34.7]]})")},
       {"chief", std::string("p1")}});
  for (std::string n : {"1", "2"}) {
    put("mouth", "m" + n,
        {{"name", "口" + n},
         {"street", "s" + n},
         {"river", std::string("r1")},
         {"place", Geometry::point({n == "1" ? 113.66 : 113.74, 34.7}).geojson()}});
    put("works", "w" + n,
        {{"name", "厂" + n},
         {"street", "s" + n},
         {"mouth", "m" + n},
         {"staff", int64_t{n == "1" ? 5 : 7}},
         {"state", std::string(n == "1" ? "good" : "bad")},
         {"due_on", std::string(n == "1" ? "2026-04-30" : "2026-05-02")}});
  }
  put("works", "w3", {{"name", std::string("厂3")}, {"street", s1}});
  put("visit", "v1", {{"works", std::string("w1")}, {"on", std::string("2026-03-01")}});
  put("zone", "z0", {{"name", std::string("全区")}, {"chief", std::string("p1")}});
  put("zone", "z1",
      {{"name", std::string("一格")},
       {"street", s1},
       {"parent", std::string("z0")},
       {"chief", std::string("p2")},
       {"outline", box(113.65, 34.69, 113.67, 34.71)}});
  put("store", "st1",
      {{"name", std::string("近")}, {"place", Geometry::point({113.66, 34.7}).geojson()}});
  put("store", "st2",
      {{"name", std::string("远")}, {"place", Geometry::point({113.76, 34.7}).geojson()}});
  put("stock", "k1", {{"name", std::string("活性炭")}, {"store", std::string("st2")}});
  put("stock", "k2", {{"name", std::string("围油栏")}, {"store", std::string("st1")}});
  put("plot", "pl1",
      {{"name", std::string("地")}, {"street", s1}, {"outline", box(113.65, 34.69, 113.66, 34.7)}});
}

Json AnswersWorld::ok(const std::string& path, const Login& who) {
  auto answer = get("/api/v1" + path, who);
  EXPECT_EQ(answer.status, 200) << path << " " << answer.body;
  return Json::parse(answer.body, nullptr, false);
}

std::vector<std::string> ids_of(const Json& list) {
  std::vector<std::string> out;
  for (const auto& one : list) out.push_back(one.value("id", "?"));
  return out;
}

}  // namespace qs::service::testing
