// 研判: the four answers of a siting check and those of a plot, with the national pack's kinds;
// each answer is kept with its facts, numbered by the year, and printed.
#include "app/checker.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "edge/store/memory_record_log.h"
#include "unit/document/pdf_text.h"
#include "unit/service/world.h"

namespace qs::app {
namespace {

using ledger::Record;
using service::Doing;

const Pack& pack() {
  static const Pack loaded = [] {
    standard::Faults faults;
    return load_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "guancheng", faults);
  }();
  return loaded;
}

std::string box(double west, double south, double east, double north) {
  return Geometry::box({west, south, east, north}).geojson();
}

class CheckerTest : public ::testing::Test {
 protected:
  CheckerTest() {
    EXPECT_TRUE(records_->declare(pack().kinds));
    Json rules = {{{"dimension", "space"},
                   {"effect", "forbid"},
                   {"trades", "C26 C25"},
                   {"text", "禁止新建化工项目"},
                   {"clause", "准入清单第一条"}},
                  {{"dimension", "discharge"},
                   {"effect", "cap"},
                   {"trades", "C36"},
                   {"factor", "w01018"},
                   {"most", 10},
                   {"text", "化学需氧量总量控制"},
                   {"clause", "准入清单第二条"}},
                  {{"dimension", "risk"},
                   {"effect", "require"},
                   {"trades", "C36"},
                   {"text", "须编制应急预案"},
                   {"clause", "准入清单第三条"}}};
    put("control_unit", "u1",
        {{"code", std::string("ZH41010420001")},
         {"name", std::string("重点单元")},
         {"class", std::string("key")},
         {"outline", box(113.70, 34.70, 113.72, 34.72)},
         {"rules", rules.dump()}});
    put("control_unit", "u2",
        {{"code", std::string("ZH41010430001")},
         {"name", std::string("一般单元")},
         {"class", std::string("general")},
         {"outline", box(113.72, 34.70, 113.74, 34.72)}});
    put("red_line", "r1",
        {{"name", std::string("水源涵养")},
         {"kind", std::string("water")},
         {"version", std::string("2024")},
         {"area_km2", 1.0},
         {"outline", box(113.73, 34.70, 113.74, 34.72)}});
  }

  void put(std::string kind, std::string id, ledger::Fields fields) {
    auto done = records_->commit(
        {"test", "put", now_, {{.kind = std::move(kind), .id = std::move(id), .fields = fields}}});
    ASSERT_TRUE(done) << done.error().message();
  }
  Json siting(const std::string& place, const std::string& trade,
              std::map<std::string, double> emissions = {}) {
    auto made = checker_.siting(
        {.name = "某项目", .place = place, .trade = trade, .emissions = emissions}, doing());
    EXPECT_TRUE(made) << made.error().error.message();
    last_ = *made;
    return Json::parse(made->text("finding"));
  }
  Json plot(const std::string& state, bool listed, bool remedial, int land_class) {
    put("plot", "p" + state,
        {{"name", "地块" + state},
         {"planned_use", std::string("residential")},
         {"state", state},
         {"negative_list", listed},
         {"outline", box(113.70, 34.70, 113.701, 34.701)}});
    auto made = checker_.plot({.name = "住宅楼",
                               .trade = "E4710",
                               .plot = "p" + state,
                               .land_class = land_class,
                               .remedial = remedial},
                              doing());
    EXPECT_TRUE(made) << made.error().error.message();
    last_ = *made;
    return Json::parse(made->text("finding"));
  }
  Doing doing() const { return {{.user = "duty", .name = "值班"}, now_, "研判"}; }

  Instant now_ = *parse_instant("2026-05-01T10:30:00");
  std::unique_ptr<ledger::RecordLog> records_ = store::memory_record_log();
  service::testing::FakeDesk desk_{*records_};
  Checker checker_{pack(), *records_, desk_};
  Record last_;
};

TEST_F(CheckerTest, TheStrictestAnswerOfAllUnitsWins) {
  auto both = box(113.71, 34.70, 113.73, 34.71);
  auto found = siting(both, "C2631");
  EXPECT_EQ(found["answer"], "forbidden");
  ASSERT_EQ(found["units"].size(), 2u);
  EXPECT_NEAR(found["units"][0]["share"], 0.5, 1e-6);
  EXPECT_EQ(found["units"][0]["rules"][0]["clause"], "准入清单第一条");
  EXPECT_TRUE(found["units"][1]["rules"].empty());
}

TEST_F(CheckerTest, CapsAreMetBrokenOrToProve) {
  auto place = Geometry::point({113.71, 34.71}).geojson();
  auto rule = [&](std::map<std::string, double> emissions) {
    return siting(place, "C3611", std::move(emissions))["units"][0]["rules"][0]["outcome"];
  };
  EXPECT_EQ(rule({{"w01018", 9}}), "met");
  EXPECT_EQ(last_.text("answer"), "restricted") << "the plan is still to be shown";
  EXPECT_EQ(rule({{"w01018", 11}}), "broken");
  EXPECT_EQ(last_.text("answer"), "forbidden");
  EXPECT_EQ(rule({}), "to_prove");
}

TEST_F(CheckerTest, RedLinesForbidAndUncoveredGroundIsToBeShown) {
  auto found = siting(Geometry::point({113.735, 34.71}).geojson(), "A01");
  EXPECT_EQ(found["answer"], "forbidden");
  EXPECT_EQ(found["closed"][0]["name"], "水源涵养");
  EXPECT_EQ(siting(Geometry::point({113.725, 34.71}).geojson(), "A01")["answer"], "allowed");
  EXPECT_EQ(siting(Geometry::point({113.60, 34.71}).geojson(), "A01")["answer"], "restricted");
}

TEST_F(CheckerTest, PlotsAreRefusedWithReasonAndClause) {
  auto found = plot("not_surveyed", false, false, 1);
  EXPECT_EQ(found["answer"], "forbidden");
  EXPECT_NE(found["rules"][0]["zh"].get<std::string>().find("未依法完成土壤污染状况调查"),
            std::string::npos);
  EXPECT_NE(found["rules"][0]["clause"].get<std::string>().find("第四章第三节"), std::string::npos);
  EXPECT_EQ(plot("contaminated", false, false, 2)["answer"], "forbidden");
  EXPECT_EQ(plot("repairing", true, false, 2)["answer"], "forbidden");
  EXPECT_EQ(plot("clean", true, false, 2)["answer"], "forbidden") << "still on the negative list";
  EXPECT_EQ(plot("repairing", true, true, 2)["answer"], "restricted")
      << "the repair itself may go on";
  EXPECT_EQ(plot("clean", false, false, 2)["answer"], "allowed");
  EXPECT_EQ(plot("clean", false, false, 1)["answer"], "restricted");
}

TEST_F(CheckerTest, ASitingCheckNamesThePlotThatItLiesOn) {
  plot("not_surveyed", false, false, 1);  // allowed ground otherwise, a plot in its corner
  auto at = [](double lon, double lat) { return Geometry::point({lon, lat}).geojson(); };
  auto found = siting(at(113.7005, 34.7005), "E4710");
  EXPECT_EQ(found["answer"], "allowed") << "of the control unit alone";
  ASSERT_EQ(found["plots"].size(), 1u);
  EXPECT_EQ(found["plots"][0]["plot"], "pnot_surveyed");
  EXPECT_EQ(found["plots"][0]["answer"], "forbidden");
  EXPECT_NE(found["plots"][0]["rules"][0]["clause"].get<std::string>().find("第四章第三节"),
            std::string::npos);
  EXPECT_EQ(last_.text("answer"), "forbidden") << "the stricter of both";
  EXPECT_TRUE(siting(at(113.71, 34.71), "E4710")["plots"].empty());
  EXPECT_EQ(last_.text("answer"), "allowed");
  EXPECT_EQ(siting(box(113.7005, 34.7005, 113.702, 34.702), "E4710")["plots"].size(), 1u);
  EXPECT_TRUE(siting(box(113.701, 34.70, 113.702, 34.702), "E4710")["plots"].empty())
      << "a neighbour along an edge";
}

TEST_F(CheckerTest, EveryStateOfAPlotHasARule) {
  for (const auto& choice : pack().kind("plot")->field("state")->choices)
    for (bool remedial : {false, true})
      for (int land_class : {1, 2}) {
        if (remedial && (choice.value == "clean" || choice.value == "repaired")) continue;
        EXPECT_FALSE(plot(choice.value, false, remedial, land_class)["rules"].empty())
            << choice.value << " " << remedial << " " << land_class;
      }
}

TEST_F(CheckerTest, ChecksAreNumberedByTheYear) {
  auto place = Geometry::point({113.71, 34.71}).geojson();
  siting(place, "A01");
  EXPECT_EQ(last_.text("number"), "研判〔2026〕1号");
  siting(place, "A01");
  EXPECT_EQ(last_.id, "2026-00002");
  now_ = *parse_instant("2027-01-01T00:30:00");
  siting(place, "A01");
  EXPECT_EQ(last_.text("number"), "研判〔2027〕1号");
}

TEST_F(CheckerTest, TheReportSaysWhatWasFound) {
  siting(box(113.71, 34.70, 113.735, 34.71), "C2631", {{"w01018", 12}});
  auto pdf = checker_.report(last_);
  ASSERT_TRUE(pdf) << pdf.error().message();
  auto text = document::testing::text_of(*pdf);
  for (std::string_view words :
       {"准入研判报告", "研判〔2026〕1号", "ZH41010420001", "禁止新建化工项目", "准入清单第一条",
        "水源涵养", "不予准入", "2026年5月1日"})
    EXPECT_NE(text.find(words), text.npos) << words << " in " << text;
  plot("not_surveyed", false, false, 1);
  auto second = checker_.report(last_);
  ASSERT_TRUE(second) << second.error().message();
  EXPECT_NE(document::testing::text_of(*second).find("用地研判报告"), std::string::npos);
}

TEST_F(CheckerTest, RefusesWhatIsNoPlaceAndNoPlot) {
  EXPECT_EQ(checker_.siting({.name = "x", .place = "{}", .trade = "A01"}, doing()).error().reason,
            service::Reason::invalid);
  EXPECT_EQ(checker_.plot({.name = "x", .trade = "A01", .plot = "none"}, doing()).error().reason,
            service::Reason::not_found);
}

}  // namespace
}  // namespace qs::app
