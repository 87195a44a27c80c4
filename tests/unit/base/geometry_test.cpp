#include "base/geometry.h"

#include <gtest/gtest.h>

namespace qs {
namespace {

constexpr std::string_view kSquare =
    R"({"type":"Polygon","coordinates":[[[113.70,34.70],[113.72,34.70],[113.72,34.72],[113.70,34.72]]]})";

TEST(Geometry, ClosesAndTurnsRings) {
  auto square = Geometry::of(kSquare);
  ASSERT_TRUE(square) << square.error().message();
  EXPECT_EQ(
      square->geojson(),
      R"({"type":"Polygon","coordinates":[[[113.7,34.7],[113.72,34.7],[113.72,34.72],[113.7,34.72],[113.7,34.7]]]})");
  auto clockwise = Geometry::of(
      R"({"type":"Polygon","coordinates":[[[113.70,34.70],[113.70,34.72],[113.72,34.72],[113.72,34.70]]]})");
  ASSERT_TRUE(clockwise);
  EXPECT_DOUBLE_EQ(clockwise->area(), square->area());
  EXPECT_EQ(clockwise->parts()[0][1].lat, 34.7);
}

// One degree of longitude at the equator is 111.195 km on the mean sphere; 0.02° × cos 34.71° wide.
TEST(Geometry, MeasuresMetresOnTheGround) {
  auto square = Geometry::of(kSquare);
  ASSERT_TRUE(square);
  double wide = 0.02 * 111'195.08 * std::cos(34.71 * 3.14159265358979 / 180);
  double high = 0.02 * 111'195.08;
  EXPECT_NEAR(square->area(), wide * high, wide * high * 1e-3);
  EXPECT_NEAR(square->length(), 2 * (wide + high), 3);
  EXPECT_NEAR(metres_between({113.7, 34.7}, {113.7, 34.72}), high, 0.1);
  EXPECT_EQ(square->metres_to({113.71, 34.71}), 0);
  EXPECT_NEAR(square->metres_to({113.71, 34.73}), high / 2, 1);
}

TEST(Geometry, SharedGround) {
  auto square = Geometry::of(kSquare);
  auto half = Geometry::box({113.71, 34.69, 113.8, 34.8});
  EXPECT_NEAR(square->shared_with(half) / square->area(), 0.5, 1e-6);
  auto line =
      Geometry::of(R"({"type":"LineString","coordinates":[[113.69,34.71],[113.71,34.71]]})");
  ASSERT_TRUE(line);
  EXPECT_NEAR(line->shared_with(*square) / line->length(), 0.5, 1e-6);
  EXPECT_TRUE(line->meets(*square));
  EXPECT_TRUE(square->holds({113.71, 34.71}));
  EXPECT_FALSE(square->holds({113.71, 34.73}));
}

TEST(Geometry, NamesWhatIsWrongAndWhere) {
  auto message = [](std::string_view text) {
    auto made = Geometry::of(text);
    return made ? std::string("sound") : made.error().message();
  };
  EXPECT_EQ(message(R"({"type":"Polygon","coordinates":[[[113,34],[114,35],[114,34],[113,35]]]})"),
            "[113.500000, 34.500000]: the outline crosses itself");
  EXPECT_EQ(message(R"({"type":"Point","coordinates":[34.7,113.7]})"),
            "[34.7, 113.7]: latitude stands before longitude");
  EXPECT_EQ(message(R"({"type":"Point","coordinates":[0,0]})"), "[0, 0]: outside China");
  EXPECT_EQ(message(R"({"type":"LineString","coordinates":[[113,34]]})"), "fewer than 2 places");
  EXPECT_EQ(message(R"({"type":"Polygon","coordinates":[[[113,34],[114,35],[113,34]]]})"),
            "a ring has at least three corners");
  EXPECT_EQ(message(R"({"type":"Point"})"), "no GeoJSON geometry");
  EXPECT_EQ(message("[1,2"), "no GeoJSON geometry");
  EXPECT_EQ(message(R"({"type":"Circle","coordinates":[1,2]})"),
            "Circle: not one of Point, LineString, Polygon, MultiLineString, MultiPolygon");
}

TEST(Geometry, PreparedSaysTheSame) {
  auto read = [] { return *Geometry::of(kSquare); };
  PreparedGeometry square(read());
  EXPECT_EQ(square.bounds().east, 113.72);
  for (LonLat at : {LonLat{113.71, 34.71}, {113.70, 34.71}, {113.73, 34.71}, {114, 35}}) {
    EXPECT_EQ(square.holds(at), read().holds(at)) << at.lon;
    EXPECT_EQ(square.meets(Geometry::point(at)), read().holds(at)) << at.lon;
  }
  EXPECT_TRUE(square.meets(Geometry::box({113.71, 34.71, 113.8, 34.8})));
  EXPECT_FALSE(square.meets(Geometry::box({113.73, 34.71, 113.8, 34.8})));
}

// Zhengzhou's 二七塔 stands at about 113.6654, 34.7570 on GCJ-02 maps; the shift there is some 660
// m.
TEST(Datum, Gcj02ComesBackToTheGround) {
  auto ground = to_cgcs2000(Datum::gcj02, {113.6654, 34.7570});
  double shift = metres_between(ground, {113.6654, 34.7570});
  EXPECT_GT(shift, 400);
  EXPECT_LT(shift, 800);
  EXPECT_LT(ground.lon, 113.6654);
  auto bd = to_cgcs2000(Datum::bd09, {113.6719, 34.7628});
  EXPECT_LT(metres_between(bd, ground), 60);
  EXPECT_EQ(datum_of("WGS84"), Datum::cgcs2000);
  EXPECT_FALSE(datum_of("Mars"));
}

}  // namespace
}  // namespace qs
