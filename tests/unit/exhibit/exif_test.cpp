#include "exhibit/exif.h"

#include <gtest/gtest.h>

#include "unit/exhibit/pictures.h"

namespace qs::exhibit {
namespace {

using namespace testing;

Exif of(const Said& said) {
  return read_exif(with_exif(jpeg(16, 16), said));
}

TEST(Exif, TimeIsLocalUnlessTheCameraSaysItsOffset) {
  EXPECT_EQ(iso(*of({.taken = {taken("2026:05:01 08:30:00")}}).taken_at),
            "2026-05-01T08:30:00+08:00");
  EXPECT_EQ(iso(*of({.taken = {taken("2026:05:01 08:30:00"), offset("+09:30")}}).taken_at),
            "2026-05-01T07:00:00+08:00");
  EXPECT_EQ(iso(*of({.taken = {taken("2026:05:01 08:30:00"), offset("-01:00")}}).taken_at),
            "2026-05-01T17:30:00+08:00");
}

TEST(Exif, WhatCannotBeATimeIsNone) {
  for (auto text : {"2026:13:01 08:30:00", "2026:05:01 25:30:00", "0000:00:00 00:00:00",
                    "2026-05-01 08:30:00", "    :  :     :  :  ", "2026:05:01", ""})
    EXPECT_FALSE(of({.taken = {taken(text)}}).taken_at) << text;
  // An offset that is none leaves the local time.
  for (auto text : {"+99:00", "08:00", "+08:77", "Z"})
    EXPECT_EQ(iso(*of({.taken = {taken("2026:05:01 08:30:00"), offset(text)}}).taken_at),
              "2026-05-01T08:30:00+08:00")
        << text;
}

TEST(Exif, PlaceInDegrees) {
  auto place = of({.gps = guancheng()}).place;
  ASSERT_TRUE(place);
  EXPECT_NEAR(place->lat, 34.7501, 1e-9);
  EXPECT_NEAR(place->lon, 113.68, 1e-9);
  auto south_west = guancheng();
  south_west[0] = ascii(1, "S");
  south_west[2] = ascii(3, "W");
  EXPECT_NEAR(of({.gps = south_west}).place->lon, -113.68, 1e-9);
  EXPECT_NEAR(of({.gps = south_west}).place->lat, -34.7501, 1e-9);
}

TEST(Exif, WhatCannotBeAPlaceIsNone) {
  auto changed = [](size_t which, Entry entry) {
    auto gps = guancheng();
    gps[which] = std::move(entry);
    return of({.gps = gps}).place;
  };
  EXPECT_FALSE(changed(1, rationals(2, {{34, 0}, {45, 1}, {0, 1}})));  // divided by nothing
  EXPECT_FALSE(changed(1, rationals(2, {{91, 1}, {0, 1}, {0, 1}})));
  EXPECT_FALSE(changed(1, rationals(2, {{34, 1}})));  // degrees without minutes
  EXPECT_FALSE(changed(1, ascii(2, "34.75")));
  EXPECT_FALSE(changed(0, ascii(1, "X")));
  auto zeros = guancheng();
  zeros[1] = rationals(2, {{0, 1}, {0, 1}, {0, 1}});
  zeros[3] = rationals(4, {{0, 1}, {0, 1}, {0, 1}});
  EXPECT_FALSE(of({.gps = zeros}).place);
}

TEST(Exif, OrientationIsOneToEight) {
  EXPECT_EQ(of({.orientation = 6}).orientation, 6);
  EXPECT_EQ(of({.orientation = 0}).orientation, kUpright);
  EXPECT_EQ(of({.orientation = 9}).orientation, kUpright);
}

TEST(Exif, NothingIsInventedForAPictureWithoutIt) {
  auto none = read_exif(jpeg(16, 16));
  EXPECT_FALSE(none.taken_at);
  EXPECT_FALSE(none.place);
  EXPECT_EQ(none.orientation, kUpright);
  EXPECT_FALSE(read_exif("").taken_at);
}

TEST(Exif, CutAnywhereItStillEnds) {
  auto whole = with_exif(jpeg(16, 16), {6, {taken("2026:05:01 08:30:00")}, guancheng()});
  for (size_t length = 0; length < 400; ++length) read_exif(whole.substr(0, length));
}

}  // namespace
}  // namespace qs::exhibit
