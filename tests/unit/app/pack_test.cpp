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

}  // namespace qs::app
