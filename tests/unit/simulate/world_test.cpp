#include "simulate/world.h"

#include <gtest/gtest.h>

namespace qs::simulate {
namespace {

using std::chrono::hours;

const Place kStation{"air-1", "air_standard", "", 113.7, 34.7};
const Place kRiver{"river-1", "river", "", 113.7, 34.7};
const Place kNoise{"noise-1", "noise", "2", 113.7, 34.7};

Instant instant(std::string_view text) {
  return *parse_instant(text);
}

TEST(World, IsAPureFunctionOfSeedPlaceAndTime) {
  World one(1, {}), again(1, {}), other(2, {});
  auto t = instant("2026-05-01T08:13");
  for (const auto& factor : factors_of("air_standard")) {
    EXPECT_EQ(one.value(kStation, factor, t), again.value(kStation, factor, t)) << factor;
    EXPECT_EQ(one.value(kStation, factor, t), one.value(kStation, factor, t)) << factor;
  }
  EXPECT_NE(one.value(kStation, "a34004", t), other.value(kStation, "a34004", t));
}

TEST(World, AnEpisodeLiftsParticlesAtItsSiteAndTimeOnly) {
  Span span{instant("2026-05-01T08:00"), instant("2026-05-01T10:00")};
  World calm(1, {}), hit(1, {{.site = "air-1", .kind = "episode", .span = span, .strength = 4}});
  auto ratio = [&](const Place& place, std::string_view factor, Instant t) {
    return hit.value(place, factor, t) / calm.value(place, factor, t);
  };
  EXPECT_NEAR(ratio(kStation, "a34004", span.from), 4, 1e-9);
  EXPECT_DOUBLE_EQ(ratio(kStation, "a34004", span.until), 1);
  EXPECT_DOUBLE_EQ(ratio(kStation, "a05024", span.from), 1);
  auto elsewhere = kStation;
  elsewhere.site = "air-2";
  EXPECT_DOUBLE_EQ(ratio(elsewhere, "a34004", span.from), 1);
}

// A micro station's sensor is wrong in its own way and drifts; a standard station is not.
TEST(World, AMicroStationHasAnErrorWorthCalibrating) {
  World world(1, {});
  auto t = instant("2026-05-01T08:00");
  auto ratio = [&](std::string site, Instant at) {  // a day's mean against what is true there
    Place micro{site, "air_micro", "", 113.7, 34.7},
        standard{site, "air_standard", "", 113.7, 34.7};
    double sensed = 0, truth = 0;
    for (int h = 0; h < 24; ++h) {
      sensed += world.value(micro, "a34004", at + hours{h});
      truth += world.value(standard, "a34004", at + hours{h});
    }
    return sensed / truth;
  };
  std::vector<double> ratios;
  for (int i = 1; i <= 20; ++i) ratios.push_back(ratio(fmt::format("air-m{:02}", i), t));
  auto [low, high] = std::ranges::minmax(ratios);
  EXPECT_LT(low, 0.95);
  EXPECT_GT(high, 1.15);
  EXPECT_GT(low, 0.5);
  EXPECT_LT(high, 2);
  EXPECT_NE(ratio("air-m01", t), ratio("air-m01", t + hours{24 * 14}));
}

TEST(World, ASpillRaisesAmmoniaAndTakesOxygen) {
  auto t = instant("2026-05-01T08:00");
  World calm(1, {}),
      hit(1, {{.site = "", .kind = "spill", .span = {t, t + hours{4}}, .strength = 9}});
  EXPECT_NEAR(hit.value(kRiver, "w21003", t) / calm.value(kRiver, "w21003", t), 9, 1e-9);
  EXPECT_NEAR(hit.value(kRiver, "w01009", t) / calm.value(kRiver, "w01009", t), 1.0 / 3, 1e-9);
}

TEST(World, NightNoiseAddsDecibelsAtNightOnly) {
  auto night = instant("2026-05-01T23:00"), day = instant("2026-05-01T12:00");
  World calm(1, {}),
      loud(1,
           {{.site = "", .kind = "night_noise", .span = {day, night + hours{1}}, .strength = 10}});
  EXPECT_NEAR(loud.value(kNoise, "Leq", night) - calm.value(kNoise, "Leq", night), 10, 1e-9);
  EXPECT_DOUBLE_EQ(loud.value(kNoise, "Leq", day), calm.value(kNoise, "Leq", day));
}

}  // namespace
}  // namespace qs::simulate
