#include "kernel/observe/transmission.h"

#include <gtest/gtest.h>

namespace qs::observe {
namespace {

HourCount hour(uint32_t due, uint32_t received, uint32_t valid, uint32_t stopped = 0) {
  return {.hour = {}, .due = due, .received = received, .valid = valid, .stopped = stopped};
}

TEST(Transmission, IsTheProductOfWhatCameAndWhatWasValid) {
  Transmission month;
  std::vector<HourCount> hours(8, hour(1, 1, 1));
  hours.push_back(hour(1, 1, 0));  // came, and was not valid
  hours.push_back(hour(1, 0, 0));
  month.add(hours);
  EXPECT_DOUBLE_EQ(*month.rate(), 0.9);
  EXPECT_DOUBLE_EQ(*month.validity(), 0.8);
  EXPECT_DOUBLE_EQ(*month.efficiency(), 0.72);
}

TEST(Transmission, DoesNotOweADocumentedStop) {
  Transmission month;
  month.add(std::vector{hour(1, 1, 0, 1), hour(60, 60, 30, 30), hour(1, 1, 1)});
  EXPECT_DOUBLE_EQ(month.owed, 1.5);
  EXPECT_DOUBLE_EQ(*month.efficiency(), 1);
  Transmission stopped;
  stopped.add(std::vector{hour(1, 1, 0, 1)});
  EXPECT_FALSE(stopped.efficiency());
}

TEST(Transmission, TellsWhetherTheMonthCanStillBeMet) {
  Transmission good{.owed = 690, .came = 690, .valid = 690};
  EXPECT_EQ(outlook(good, 30, 0.75).end, MonthEnd::sure);  // (690 / 720)²
  EXPECT_NEAR(outlook(good, 30, 0.75).worst, 0.9184, 1e-4);
  Transmission early{.owed = 20, .came = 10, .valid = 10};
  auto seen = outlook(early, 700, 0.75);
  EXPECT_EQ(seen.end, MonthEnd::open);
  EXPECT_DOUBLE_EQ(*seen.expected, 0.25);
  Transmission bad{.owed = 400, .came = 200, .valid = 150};
  EXPECT_EQ(outlook(bad, 320, 0.75).end, MonthEnd::missed);
  EXPECT_FALSE(outlook({}, 720, 0.75).expected);
}

}  // namespace
}  // namespace qs::observe
