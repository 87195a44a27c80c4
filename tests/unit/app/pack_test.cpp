#include "app/pack.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(pack.workflow("air_two_level")->steps.size(), 4u);
  EXPECT_EQ(pack.kinds.size(), 15u);
}

}  // namespace qs::app
