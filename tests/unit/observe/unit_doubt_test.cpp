#include "kernel/observe/unit_doubt.h"

#include <gtest/gtest.h>

namespace qs::observe {
namespace {

TEST(UnitDoubt, AsksWhereTheRatioIsThatOfUnits) {
  EXPECT_TRUE(unit_doubt(0.042, 38, 20, {}, {}));   // mg where ug is usual
  EXPECT_TRUE(unit_doubt(41'000, 38, 20, {}, {}));  // ug where mg is usual
  EXPECT_TRUE(unit_doubt(36'000, 10, 20, {}, {}));  // m3/h where m3/s is usual
}

TEST(UnitDoubt, AsksNothingOfAnOrdinaryJump) {
  EXPECT_FALSE(unit_doubt(300, 38, 20, {}, {}));  // an excess
  EXPECT_FALSE(unit_doubt(0, 38, 20, {}, {}));    // stopped
  EXPECT_FALSE(unit_doubt(38 * 200.0, 38, 20, {}, {}));
  EXPECT_TRUE(unit_doubt(120, 21, 20, 0, 100));  // out of the factor's range
}

}  // namespace
}  // namespace qs::observe
