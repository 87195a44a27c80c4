#include "base/decimal.h"

#include <gtest/gtest.h>

namespace qs {

TEST(Decimal, RoundsHalfToEvenOnDecimalDigits) {
  EXPECT_EQ(round_half_even(0.5, 0), 0);
  EXPECT_EQ(round_half_even(1.5, 0), 2);
  EXPECT_EQ(round_half_even(2.5, 0), 2);
  EXPECT_EQ(round_half_even(1.005, 2), 1.0);  // as written, not as stored in binary
  EXPECT_EQ(round_half_even(1.015, 2), 1.02);
  EXPECT_EQ(round_half_even(-2.5, 0), -2);
  EXPECT_EQ(round_half_even(149, -1), 150);
}

TEST(Decimal, MeanIsExactBeforeItIsRounded) {
  std::vector<double> tenths(10, 0.1);
  EXPECT_EQ(mean_half_even(tenths, 1), 0.1);
  std::vector<double> half{0.1, 0.2};
  EXPECT_EQ(mean_half_even(half, 1), 0.2);  // 0.15 -> even 2
}

TEST(Decimal, ParsesWhatDevicesWrite) {
  EXPECT_EQ(Decimal::parse("12.50")->value(), 12.5);
  EXPECT_EQ(Decimal::parse("-0.125")->value(), -0.125);
  EXPECT_EQ(Decimal::parse("1.2e-3")->value(), 0.0012);
  EXPECT_FALSE(Decimal::parse("NaN"));
  EXPECT_FALSE(Decimal::parse(""));
  EXPECT_FALSE(Decimal::parse("12,5"));
}

}  // namespace qs
