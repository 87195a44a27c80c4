#include "app/pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/pack/report.h"
#include "base/json.h"

namespace qs::app {

const std::filesystem::path kPacks = std::filesystem::path(QS_SOURCE_DIR) / "packs";

TEST(Pack, NationalIsSound) {
  standard::Faults faults;
  auto pack = load_pack(kPacks / "national", faults);
  for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
  EXPECT_EQ(pack.lineage, std::vector<std::string>{"national"});
}

TEST(Pack, GuanchengIsSound) {
  standard::Faults faults;
  auto pack = load_pack(kPacks / "guancheng", faults);
  for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
  EXPECT_EQ(pack.lineage, (std::vector<std::string>{"national", "guancheng"}));
  EXPECT_EQ(pack.streets.size(), 13u);
  auto of_kind = [&](std::string_view kind) {
    return std::count_if(pack.sites.begin(), pack.sites.end(),
                         [&](const Site& s) { return s.kind == kind; });
  };
  EXPECT_EQ(of_kind("air_standard"), 4);
  EXPECT_EQ(of_kind("air_micro"), 35);
  EXPECT_EQ(of_kind("river"), 7);
  EXPECT_EQ(of_kind("noise"), 7);
  EXPECT_EQ(of_kind("outlet"), 2);
  ASSERT_TRUE(pack.workflow("air_two_level"));
  EXPECT_EQ(pack.workflow("air_two_level")->steps.size(), 3u);
}

TEST(Pack, EverySiteStandsInItsStreetsBox) {
  auto pack = open_pack(kPacks / "guancheng");
  ASSERT_TRUE(pack) << pack.error().message();
  for (const auto& site : pack->sites) {
    auto street = std::ranges::find(pack->streets, site.street, &Street::id);
    ASSERT_NE(street, pack->streets.end()) << site.id;
    double west = 180, east = 0, south = 90, north = 0;
    auto shape = Json::parse(street->geometry);
    for (const auto& point : shape["coordinates"][0]) {
      west = std::min(west, point[0].get<double>());
      east = std::max(east, point[0].get<double>());
      south = std::min(south, point[1].get<double>());
      north = std::max(north, point[1].get<double>());
    }
    EXPECT_TRUE(west <= site.lon && site.lon <= east && south <= site.lat && site.lat <= north)
        << site.id;
    EXPECT_TRUE(site.simulated) << "nobody may take it for a real station";
  }
}

TEST(Pack, PrintsAsOneDocument) {
  auto pack = open_pack(kPacks / "guancheng");
  ASSERT_TRUE(pack) << pack.error().message();
  auto text = book(*pack);
  for (auto expected :
       {"# 郑州市管城回族区章法书", "继承：national → guancheng", "街道接单", "到期前 10m",
        "处置回复＋文字＋照片 → 区级复核",
        "| 细颗粒物PM2.5 a34004 | day | 2 |  | ≤ 60 | ug/m3 | GB 3095-2026 |", "惯例，非法定",
        "专栏 1 序号 2", "| 污染源 | 企业 | firm |", "## 附：台账各项", "## 签署"})
    EXPECT_THAT(text, testing::HasSubstr(expected));
}

}  // namespace qs::app
