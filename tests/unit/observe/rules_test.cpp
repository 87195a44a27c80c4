#include "kernel/observe/rules.h"

#include <gtest/gtest.h>

#include "app/pack.h"

namespace qs::observe {
namespace {

constexpr Day kOld = std::chrono::year{2014} / 5 / 1, kNow = std::chrono::year{2026} / 5 / 1;

const standard::Library& national() {
  static const auto pack = app::open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs/national");
  check(pack.has_value(), "the national pack is sound");
  return pack->library;
}

Method method(std::string_view factor, Day day) {
  auto m = method_of(national(), *national().factor(factor), day);
  EXPECT_TRUE(m) << m.error().message();
  return m.value_or(Method{});
}

TEST(Rules, AirHasTheValidityOfGb3095Table4) {
  auto m = method("a34004", kNow);
  EXPECT_EQ(m.validity.hour_minutes, 45);
  EXPECT_EQ(m.validity.day_hours, 20);
  EXPECT_EQ(m.validity.month_days, 27);
  EXPECT_EQ(m.validity.february_days, 25);
  EXPECT_EQ(m.validity.year_days, 324);
  EXPECT_TRUE(m.validity.year_needs_months);
  EXPECT_TRUE(m.rolling);
  EXPECT_FALSE(m.ozone);
}

TEST(Rules, OzoneHasWindows) {
  auto m = method("a05024", kOld);
  EXPECT_TRUE(m.ozone);
  EXPECT_EQ(m.validity.moving8_hours, 6);
  EXPECT_EQ(m.validity.mda8_windows, 14);
}

TEST(Rules, DecimalsAreThoseOfTheDate) {
  EXPECT_EQ(method("a34004", kOld).places, 0);
  EXPECT_EQ(method("a34004", kNow).places, 1);
  EXPECT_EQ(method("a21005", kOld).places, 1);
  EXPECT_EQ(method("a21005", kNow).places, 2);
}

TEST(Rules, WaterTakesHalfTheDetectionLimitAndNoiseEnergy) {
  EXPECT_EQ(method("w21003", kNow).treatment.below_detection_share, 0.5);
  auto noise = method("Leq", kNow);
  EXPECT_TRUE(noise.energy);
  EXPECT_EQ(noise.validity.hour_minutes, 45);
  EXPECT_EQ(noise.validity.day_hours, 18);
  auto rules = noise_rules(national(), kNow);
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->night_from, 22);
}

TEST(Rules, WhatIsNotInForceIsAnErrorThatNamesIt) {
  auto early = method_of(national(), *national().factor("a34004"), std::chrono::year{1990} / 1 / 1);
  ASSERT_FALSE(early);
  EXPECT_NE(early.error().text.find("air.valid.hour_minutes"), std::string::npos);
}

TEST(Rules, GasStateChangesOnTheFirstOfSeptember2018) {
  auto before = std::chrono::year{2018} / 8 / 31, after = std::chrono::year{2018} / 9 / 1;
  EXPECT_NEAR(*gas_in_state(100, before, kNow, national()), 91.61, 0.01);
  EXPECT_EQ(*gas_in_state(100, after, kNow, national()), 100);
  EXPECT_FALSE(gas_in_state(100, std::chrono::year{1990} / 1 / 1, kNow, national()));
}

}  // namespace
}  // namespace qs::observe
