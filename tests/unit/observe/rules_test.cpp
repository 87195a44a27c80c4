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
  EXPECT_EQ(noise.fold, Fold::energy);
  EXPECT_EQ(noise.validity.hour_minutes, 45);
  EXPECT_EQ(noise.validity.day_hours, 18);
  auto rules = noise_rules(national(), kNow);
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->night_from, 22);
}

TEST(Rules, LevelsOfANoisePointAreMadeOfLeq) {
  auto night = method("Ln", kNow);
  EXPECT_EQ(night.source("Ln"), "Leq");
  EXPECT_EQ(night.part, DayPart::night);
  EXPECT_FALSE(night.chain.hours);
  EXPECT_EQ(method("L90", kNow).exceeded, 90);
  EXPECT_EQ(method("LMx", kNow).fold, Fold::greatest);
  EXPECT_EQ(made_of("Leq").size(), 6u);
  EXPECT_TRUE(made_of("a34004").empty());
}

TEST(Rules, AnOutletIsNoAmbientAir) {
  Setting boiler{.outlet = true, .reference_oxygen = 3.5};
  auto at_outlet = [&](std::string_view factor, const Setting& setting) {
    return method_of(national(), *national().factor(factor), kNow, setting).value();
  };
  auto nox = at_outlet("a21002", boiler);
  EXPECT_EQ(nox.reference_oxygen, 3.5);
  EXPECT_EQ(nox.ambient_oxygen, 21);
  EXPECT_EQ(nox.beside, "a19001");
  EXPECT_FALSE(at_outlet("a01012", boiler).reference_oxygen);  // a temperature
  EXPECT_TRUE(method("a21026", kNow).rolling);
  EXPECT_FALSE(at_outlet("a21026", boiler).rolling);
  EXPECT_EQ(at_outlet("a21026", boiler).validity.month_days, 25);  // HJ 75, not GB 3095

  Setting works{.outlet = true, .flow = true};
  auto ammonia = at_outlet("w21003", works);
  EXPECT_EQ(ammonia.beside, "w00000");
  EXPECT_EQ(ammonia.least_share, 0.9);
  EXPECT_FALSE(at_outlet("w01001", works).chain.days);  // pH is not averaged
  works.flow = false;
  EXPECT_EQ(at_outlet("w21003", works).beside, "");
  EXPECT_EQ(at_outlet("w21003", works).validity.day_hours, 22);  // 90 % of 24
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
