// 归并: one fire with several sightings, heat that is no fire, sightings that are not sure enough.
#include "kernel/burning/gather.h"

#include <gtest/gtest.h>

#include <random>

namespace qs::burning {
namespace {

const Rules kRules{.join_metres = 1500, .join = std::chrono::hours{12}, .least_confidence = 0.3};
const Instant kNoon = *parse_instant("2026-06-01T12:00:00");

FirePoint point(double lon, int hours, double confidence = 0.6, std::string device = "N20") {
  FirePoint out{.place = {lon, 34.72},
                .seen = kNoon + std::chrono::hours{hours},
                .found_by = "satellite",
                .device = std::move(device)};
  out.confidence = confidence;
  return out;
}

std::map<std::string, std::string> by_id(const std::vector<Placed>& placed) {
  std::map<std::string, std::string> out;
  for (const auto& one : placed) out[one.point->id()] = one.by;
  return out;
}

TEST(Gather, PointsNearInPlaceAndTimeAreOneFire) {
  std::vector points{point(113.70, 0), point(113.71, 3), point(113.705, 14), point(113.75, 1)};
  auto placed = gather(points, {}, {}, kRules);
  ASSERT_EQ(placed.size(), 4u);
  auto fires = by_id(placed);
  EXPECT_EQ(fires[points[0].id()], fires[points[1].id()]) << "0.9 km, three hours";
  EXPECT_EQ(fires[points[0].id()], fires[points[2].id()])
      << "14 hours after it began, 11 after it was seen last";
  EXPECT_NE(fires[points[0].id()], fires[points[3].id()]) << "4.6 km";
}

TEST(Gather, AFireThatWasLongOutIsAnotherFire) {
  std::vector points{point(113.70, 0), point(113.70, 13)};
  auto placed = gather(points, {}, {}, kRules);
  EXPECT_TRUE(placed[1].opens);
}

TEST(Gather, TheOrderOfDeliveryMattersNot) {
  std::mt19937 random(7);
  std::vector<FirePoint> points;
  for (int i = 0; i < 60; ++i)
    points.push_back(point(113.6 + 0.004 * (i * 7 % 50), i % 30, i % 5 ? 0.6 : 0.2));
  auto expected = by_id(gather(points, {}, {}, kRules));
  for (int turn = 0; turn < 5; ++turn) {
    std::shuffle(points.begin(), points.end(), random);
    EXPECT_EQ(by_id(gather(points, {}, {}, kRules)), expected);
  }
}

TEST(Gather, AKnownFireIsJoinedByItsLastSighting) {
  std::vector points{point(113.70, 0)};
  Spot old{"F1", {113.705, 34.72}, kNoon - std::chrono::hours{30}, kNoon - std::chrono::hours{5}};
  auto placed = gather(points, {old}, {}, kRules);
  EXPECT_EQ(placed[0].by, "F1");
  EXPECT_FALSE(placed[0].opens);
  old.last = kNoon - std::chrono::hours{13};
  EXPECT_TRUE(gather(points, {old}, {}, kRules)[0].opens);
}

TEST(Gather, AKnownHeatSourceExplainsItsSurroundings) {
  std::vector points{point(113.70, 0, 0.9), point(113.72, 0)};
  std::vector<HeatSource> heat{{"chimney", {113.702, 34.72}, 400}};
  auto placed = gather(points, {}, heat, kRules);
  auto at = placed[0].point == &points[0] ? 0 : 1;
  EXPECT_EQ(placed[at].as, Placed::As::heat);
  EXPECT_EQ(placed[at].by, "chimney");
  EXPECT_EQ(placed[1 - at].as, Placed::As::spot);
}

TEST(Gather, WhatIsNotSureEnoughJoinsButOpensNothing) {
  std::vector weak{point(113.70, 0, 0.2)};
  EXPECT_EQ(gather(weak, {}, {}, kRules)[0].as, Placed::As::weak);
  std::vector both{point(113.70, 0, 0.6), point(113.701, 1, 0.2)};
  EXPECT_EQ(gather(both, {}, {}, kRules)[1].as, Placed::As::spot);
}

}  // namespace
}  // namespace qs::burning
