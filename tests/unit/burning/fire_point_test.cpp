// FIRMS tables and events: what is read, what is refused by its line.
#include "kernel/burning/fire_point.h"

#include <gtest/gtest.h>

namespace qs::burning {
namespace {

constexpr auto kViirs =
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
    "version,bright_ti5,frp,daynight\n"
    "34.72,113.7,331.2,0.39,0.36,2026-06-01,518,N20,VIIRS,n,2.0NRT,291.4,4.2,D\n"
    "34.73,113.71,345,0.4,0.4,2026-06-01,0005,N,VIIRS,h,2.0NRT,290,9,N\n";
constexpr auto kModis =
    "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
    "version,bright_t31,frp,daynight\n"
    "34.72,113.7,320.5,1.2,1.1,2026-06-01,02:40,Terra,MODIS,72,6.1NRT,293,15,D\n";

TEST(Firms, ReadsViirsAndModisInUtc) {
  auto viirs = firms_points(kViirs);
  ASSERT_TRUE(viirs) << viirs.error().message();
  ASSERT_EQ(viirs->points.size(), 2u);
  const auto& point = viirs->points[0];
  EXPECT_EQ(iso(point.seen), "2026-06-01T13:18:00+08:00") << "05:18 UTC";
  EXPECT_EQ(point.found_by, "satellite");
  EXPECT_EQ(point.device, "N20");
  EXPECT_DOUBLE_EQ(point.confidence, 0.6);
  EXPECT_EQ(point.said, "n");
  EXPECT_EQ(point.bright, 331.2);
  EXPECT_EQ(point.bright_31, 291.4);
  EXPECT_EQ(point.frp, 4.2);
  EXPECT_EQ(iso(viirs->points[1].seen), "2026-06-01T08:05:00+08:00");
  auto modis = firms_points(kModis);
  ASSERT_TRUE(modis);
  EXPECT_DOUBLE_EQ(modis->points[0].confidence, 0.72);
  EXPECT_EQ(modis->points[0].bright, 320.5);
  EXPECT_EQ(modis->points[0].bright_31, 293);
}

TEST(Firms, RefusesRowsByLineAndKeepsTheOthers) {
  auto read = firms_points(
      "latitude,longitude,acq_date,acq_time,satellite,confidence\n"
      "95,113.7,2026-06-01,0518,N20,n\n"
      "34.7,113.7,2026-02-30,0518,N20,n\n"
      "34.7,113.7,2026-06-01,2560,N20,n\n"
      "34.7,113.7,2026-06-01,0518,,n\n"
      "34.7,113.7,2026-06-01,0518,N20,120\n"
      "34.7,nan,2026-06-01,0518,N20,l\n"
      "34.7,113.7,2026-06-01,0518,N20,\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->points.size(), 1u);
  EXPECT_EQ(read->refused_count, 6u);
  EXPECT_EQ(read->refused[0].line, 2u);
  EXPECT_EQ(read->refused[2].text, "acq_date, acq_time: no time");
}

TEST(Firms, IsNoTableWithoutItsColumns) {
  EXPECT_FALSE(firms_points(""));
  EXPECT_FALSE(firms_points("latitude,longitude\n1,2\n"));
  EXPECT_FALSE(firms_points("\"unended"));
}

TEST(Events, ReadsCamerasAndDrones) {
  auto read = event_points(
      R"({"events":[{"source":"camera","device":"cam-7","at":1780290000000,"lon":113.7,"lat":34.72,
      "confidence":0.8,"what":"straw"},{"source":"drone","device":"d1","at":1780290000000,
      "lon":113.7,"lat":34.72,"what":"<b>"},{"source":"balloon"},7]})");
  ASSERT_TRUE(read) << read.error().message();
  ASSERT_EQ(read->points.size(), 2u);
  EXPECT_EQ(read->points[0].found_by, "video");
  EXPECT_EQ(read->points[0].what, "straw");
  EXPECT_EQ(read->points[1].found_by, "drone");
  EXPECT_EQ(read->points[1].what, "");
  EXPECT_DOUBLE_EQ(read->points[1].confidence, 1);
  EXPECT_EQ(read->refused_count, 2u);
  EXPECT_FALSE(event_points("[]"));
  EXPECT_FALSE(event_points(R"({"events":{}})"));
  EXPECT_FALSE(event_points(R"({"events":[[[[[[[[1]]]]]]]]})"));
}

TEST(FirePoint, IsTheSameHoweverItIsDelivered) {
  auto one = firms_points(kViirs)->points[0], again = one;
  again.said = "h";
  again.frp = 5;
  EXPECT_EQ(one.id(), again.id());
  again.place.lon += 0.001;
  EXPECT_NE(one.id(), again.id());
  EXPECT_EQ(one.id().substr(0, 9), "20260601-");
}

}  // namespace
}  // namespace qs::burning
