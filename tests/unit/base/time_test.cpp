#include "base/time.h"

#include <gtest/gtest.h>

namespace qs {

TEST(Time, PeriodsAreLocalAndNamedByTheirBeginning) {
  auto t = *parse_instant("2026-03-01T00:30");
  EXPECT_EQ(iso(Period::of(PeriodKind::hour, t).begin), "2026-03-01T00:00:00+08:00");
  EXPECT_EQ(iso(Period::of(PeriodKind::day, t).begin), "2026-03-01T00:00:00+08:00");
  EXPECT_EQ(iso(Period::of(PeriodKind::week, t).begin), "2026-02-23T00:00:00+08:00");
  EXPECT_EQ(iso(Period::of(PeriodKind::month, t).previous().begin), "2026-02-01T00:00:00+08:00");
  EXPECT_EQ(iso(Period::of(PeriodKind::quarter, t).end()), "2026-04-01T00:00:00+08:00");
  EXPECT_EQ(hour_of(t), 0);
}

TEST(Time, CompactFormIsThatOfHj212) {
  EXPECT_EQ(compact_ms(*parse_compact("20261121101500123")), "20261121101500123");
  EXPECT_FALSE(parse_compact("20261321101500"));
  EXPECT_FALSE(parse_compact("202611211015000"));
  EXPECT_EQ(iso(*parse_instant("2026-05-01T00:00:00Z")), "2026-05-01T08:00:00+08:00");
}

}  // namespace qs
