// What is answered on top of the registers: chain, dossier, boards, charge, nearest, areas, checks.
#include "unit/service/answers_world.h"

namespace qs::service::testing {
namespace {

using Strings = std::vector<std::string>;

class Answers : public AnswersWorld {};

// ---- chain ----

TEST_F(Answers, ChainLeadsUpToSourcesAndDownToTheRiver) {
  auto duty = log_in("duty");
  auto up = ok("/chain/river/r1?way=up", duty);
  EXPECT_EQ(up["reached"], 5);
  EXPECT_EQ(ids_of(up["nodes"]).front(), "r1");
  auto down = ok("/chain/works/w1?way=down", duty);
  EXPECT_EQ(ids_of(down["nodes"]), (Strings{"w1", "m1", "r1"}));
  EXPECT_EQ(down["nodes"][2]["from"], 1);
  EXPECT_EQ(down["nodes"][1]["point"][0], 113.66);
  EXPECT_EQ(ok("/chain/river/r1?way=up&most=2", duty)["nodes"].size(), 2u);
}

TEST_F(Answers, ChainFollowsWhatIsWritten) {
  auto duty = log_in("duty");
  EXPECT_EQ(ok("/chain/river/r1", duty)["reached"], 5);
  put("works", "w3",
      {{"name", std::string("厂3")}, {"street", std::string("s1")}, {"mouth", std::string("m1")}});
  EXPECT_EQ(ok("/chain/river/r1", duty)["reached"], 6);
  ASSERT_TRUE(records->commit(
      {"test", "gone", now, {{.verb = ledger::Write::Verb::erase, .kind = "works", .id = "w3"}}}));
  EXPECT_EQ(ok("/chain/river/r1", duty)["reached"], 5);
  restart();
  EXPECT_EQ(ok("/chain/river/r1", log_in("duty"))["reached"], 5);
}

TEST_F(Answers, GapsAreListedAndNarrowed) {
  auto gaps = ok("/chain/gaps", log_in("duty"));
  EXPECT_EQ(ids_of(gaps["items"]), (Strings{"w3"}));
  EXPECT_EQ(gaps["items"][0]["way"], "down");
  EXPECT_EQ(ok("/chain/gaps?street=s2", log_in("duty"))["count"], 0);
}

TEST_F(Answers, ChainHidesWhatIsOutOfReach) {
  auto second = log_in("second");
  EXPECT_EQ(get("/api/v1/chain/works/w1", second).status, 403);
  auto down = ok("/chain/works/w2?way=down", second);
  EXPECT_EQ(ids_of(down["nodes"]), (Strings{"w2", "m2", "?"})) << "the river is of no street";
  EXPECT_EQ(ids_of(ok("/chain/gaps", second)["items"]), Strings{});
  EXPECT_EQ(get("/api/v1/chain/works/none", log_in("duty")).status, 404);
  EXPECT_EQ(get("/api/v1/chain/store/st1", log_in("duty")).status, 404);
  EXPECT_EQ(get("/api/v1/chain/works/w1?way=side", log_in("duty")).status, 422);
  EXPECT_EQ(get("/api/v1/chain/works/w1?most=100000", log_in("duty")).status, 422);
  EXPECT_EQ(get("/api/v1/chain/works/w1").status, 401);
}

TEST_F(Answers, ChainPlanNamesTheFieldsThatLink) {
  auto plan = ok("/chain", log_in("duty"));
  for (const auto& kind : plan["kinds"])
    if (kind["kind"] == "works") {
      EXPECT_EQ(kind["fields"][0]["field"], "mouth");
      EXPECT_EQ(kind["fields"][0]["flow"], "down");
    }
  EXPECT_EQ(plan["kinds"].size(), 3u);
}

// ---- dossier ----

TEST_F(Answers, DossierGathersScoresAndDates) {
  auto whole = ok("/dossiers/works/w1", log_in("duty"));
  EXPECT_EQ(whole["score"], 1);
  EXPECT_EQ(ids_of(whole["parts"][0]["items"]), (Strings{"v1"}));
  ASSERT_EQ(whole["timeline"].size(), 2u);
  EXPECT_EQ(whole["timeline"][0]["revision"], 1) << "newest first";
  EXPECT_EQ(whole["timeline"][1]["day"], "2026-03-01");
  auto bare = ok("/dossiers/works/w3", log_in("duty"));
  EXPECT_EQ(bare["score"], 0);
  EXPECT_EQ(bare["missing"][0]["field"], "staff");
  EXPECT_TRUE(bare["parts"][0]["missing"]);
}

TEST_F(Answers, DossiersAreOfDeclaredKindsWithinReach) {
  EXPECT_EQ(get("/api/v1/dossiers/river/r1", log_in("duty")).status, 404);
  EXPECT_EQ(get("/api/v1/dossiers/works/w1", log_in("second")).status, 403);
  EXPECT_EQ(get("/api/v1/dossiers/works/w1").status, 401);
}

// ---- boards ----

TEST_F(Answers, BoardsCountSumAndShareByStreet) {
  auto board = ok("/boards/b", log_in("duty"));
  std::map<std::string, Json> tiles;
  for (const auto& tile : board["tiles"]) tiles[tile["id"]] = tile;
  EXPECT_EQ(tiles["n"]["streets"], (Json{{"s1", 2}, {"s2", 1}}));
  EXPECT_EQ(tiles["n"]["total"], 3);
  EXPECT_EQ(tiles["staff"]["streets"], (Json{{"s1", 5}, {"s2", 7}}));
  EXPECT_EQ(tiles["good"]["streets"], (Json{{"s1", 0.5}, {"s2", 0.0}}));
  EXPECT_DOUBLE_EQ(tiles["good"]["total"], 1.0 / 3);
  EXPECT_EQ(tiles["late"]["total"], 1) << "today is 1 May";
  EXPECT_EQ(ok("/boards/b", log_in("second"))["tiles"][0]["total"], 1) << "their street only";
  EXPECT_EQ(get("/api/v1/boards/none", log_in("duty")).status, 404);
  EXPECT_EQ(ids_of(ok("/boards", log_in("duty"))), (Strings{"b"}));
}

// ---- charge and nearest ----

TEST_F(Answers, ChargeNamesTheLevelsAboveAndTheRiverNearby) {
  auto here = ok("/charge?lon=113.66&lat=34.702", log_in("duty"));
  EXPECT_EQ(here["street"], "s1");
  auto zones = here["looks"][0]["items"];
  EXPECT_EQ(ids_of(zones), (Strings{"z1", "z0"}));
  EXPECT_EQ(zones[0]["people"][0]["title"], "李");
  EXPECT_TRUE(zones[1]["above"]);
  EXPECT_EQ(zones[1]["people"][0]["fields"]["phone"], "13812345678");
  auto river = here["looks"][1]["items"];
  EXPECT_EQ(ids_of(river), (Strings{"r1"}));
  EXPECT_NEAR(river[0]["metres"], 222, 1);
  EXPECT_EQ(ids_of(ok("/charge?lon=113.66&lat=34.72", log_in("duty"))["looks"][1]["items"]),
            Strings{});
}

TEST_F(Answers, ChargeMasksPhonesWithoutTheRight) {
  auto person =
      ok("/charge?lon=113.66&lat=34.7", log_in("viewer"))["looks"][1]["items"][0]["people"][0];
  EXPECT_FALSE(person["fields"].contains("phone"));
  EXPECT_EQ(person["masked"]["phone"], "138****5678");
  for (auto wrong : {"", "?lon=113", "?lon=x&lat=34", "?lon=34.7&lat=113.6", "?lon=0&lat=0"})
    EXPECT_EQ(get(std::string("/api/v1/charge") + wrong, log_in("duty")).status, 422) << wrong;
}

TEST_F(Answers, NearestAreFoundWhereTheyAreStored) {
  auto near = ok("/nearest?lon=113.66&lat=34.7&kinds=store,stock,person&most=2", log_in("duty"));
  EXPECT_EQ(ids_of(near[0]["items"]), (Strings{"st1", "st2"}));
  EXPECT_EQ(ids_of(near[1]["items"]), (Strings{"k2", "k1"}));
  EXPECT_NEAR(near[1]["items"][1]["metres"], 9142, 20);
  EXPECT_TRUE(near[2]["items"][0]["metres"].is_null()) << "people lie nowhere";
  EXPECT_EQ(get("/api/v1/nearest?lon=113.66&lat=34.7", log_in("duty")).status, 422);
  EXPECT_EQ(get("/api/v1/nearest?lon=113.66&lat=34.7&kinds=user", log_in("duty")).status, 404);
}

// ---- areas ----

TEST_F(Answers, AreaChangesAreFoundInHistory) {
  auto before = to_ms(now) + 1;
  now += std::chrono::hours{1};
  put("plot", "pl1",
      {{"name", std::string("地")},
       {"outline", Geometry::box({113.65, 34.69, 113.655, 34.7}).geojson()}});
  put("plot", "pl2",
      {{"name", std::string("新")},
       {"outline", Geometry::box({113.65, 34.69, 113.66, 34.7}).geojson()}});
  auto changes = ok(fmt::format("/area-changes/plot?since={}", before), log_in("duty"));
  EXPECT_EQ(ids_of(changes["items"]), (Strings{"pl1", "pl2"}));
  double was = changes["items"][0]["before_m2"], is = changes["items"][0]["after_m2"];
  EXPECT_NEAR(is / was, 0.5, 1e-6);
  EXPECT_TRUE(changes["items"][1]["before_m2"].is_null());
  EXPECT_NEAR(changes["lost_m2"], was / 2, 1);
  EXPECT_EQ(ids_of(ok(fmt::format("/area-changes/plot?since={}", to_ms(now) + 1),
                      log_in("duty"))["items"]),
            Strings{});
  EXPECT_EQ(get("/api/v1/area-changes/works", log_in("duty")).status, 404);
}

// ---- checks ----

Json siting_ask() {
  return {{"name", "新厂"},
          {"trade", "C2631"},
          {"place", {{"type", "Point"}, {"coordinates", {113.66, 34.7}}}},
          {"emissions", {{"w01018", 12.5}}}};
}

TEST_F(Answers, ChecksAreAskedOfTheProgramWithinTheStreet) {
  auto duty = log_in("duty");
  auto made = post("/api/v1/checks/siting", siting_ask().dump(), duty);
  ASSERT_EQ(made.status, 201) << made.body;
  ASSERT_EQ(checks.sitings.size(), 1u);
  EXPECT_EQ(checks.sitings[0].street, "s1");
  EXPECT_EQ(checks.sitings[0].emissions.at("w01018"), 12.5);
  EXPECT_EQ(post("/api/v1/checks/siting", siting_ask().dump(), log_in("second")).status, 403);
  EXPECT_EQ(post("/api/v1/checks/siting", siting_ask().dump(), log_in("viewer")).status, 403);
  Json plot{{"name", "楼"}, {"trade", "E47"}, {"plot", "pl1"}, {"land_class", 1}};
  EXPECT_EQ(post("/api/v1/checks/plot", plot.dump(), duty).status, 201);
  EXPECT_EQ(checks.plots[0].land_class, 1);
  EXPECT_EQ(post("/api/v1/checks/plot", plot.dump(), log_in("second")).status, 403);
}

TEST_F(Answers, ChecksNameWhatIsWrongWithTheQuestion) {
  auto duty = log_in("duty");
  auto wrong = [&](std::string field, Json value) {
    auto ask = siting_ask();
    ask[field] = value;
    auto answer = post("/api/v1/checks/siting", ask.dump(), duty);
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_EQ(json(answer)["error"]["place"], field);
  };
  wrong("trade", "化工");
  wrong("name", "");
  wrong("emissions", {{"w01018", -1}});
  wrong("emissions", {{"w01018", "much"}});
  wrong("place", {{"type", "Point"}, {"coordinates", {34.7, 113.66}}});
  EXPECT_TRUE(checks.sitings.empty());
}

TEST_F(Answers, ReportsAreOfThoseWhoMayReadTheCheck) {
  put(std::string(kCheckKind), "2026-00001",
      {{"number", std::string("研判〔2026〕1号")},
       {"street", std::string("s1")},
       {"at", to_ms(now)}});
  auto report = get("/api/v1/checks/2026-00001/report", log_in("duty"));
  EXPECT_EQ(report.status, 200);
  EXPECT_EQ(report.header("Content-Type"), "application/pdf");
  EXPECT_EQ(report.body, "%PDF-2026-00001");
  EXPECT_EQ(get("/api/v1/checks/2026-00001/report", log_in("second")).status, 403);
  EXPECT_EQ(ids_of(ok("/checks", log_in("duty"))), (Strings{"2026-00001"}));
  EXPECT_EQ(ids_of(ok("/checks", log_in("second"))), Strings{});
  EXPECT_EQ(get("/api/v1/checks/none", log_in("duty")).status, 404);
}

}  // namespace
}  // namespace qs::service::testing
