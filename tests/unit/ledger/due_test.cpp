// What is due when: each case is a sentence that a street's inspector would say.
#include "kernel/ledger/due.h"

#include <gtest/gtest.h>

namespace qs::ledger {
namespace {

Day day(std::string_view text) {
  return *parse_day(text);
}
Days days(std::string_view from, std::string_view until) {
  return {day(from), day(until)};
}

TEST(DutyPeriod, IsACalendarPeriod) {
  EXPECT_EQ(duty_period("P1M", day("2028-02-10")), days("2028-02-01", "2028-02-29"));
  EXPECT_EQ(duty_period("P3M", day("2026-06-30")), days("2026-04-01", "2026-06-30"));
  EXPECT_EQ(duty_period("P6M", day("2026-12-31")), days("2026-07-01", "2026-12-31"));
  EXPECT_EQ(duty_period("P1Y", day("2026-01-01")), days("2026-01-01", "2026-12-31"));
  EXPECT_EQ(duty_period("P7D", day("2026-11-22")), days("2026-11-16", "2026-11-22"));
  EXPECT_EQ(duty_period("P7D", day("2026-11-23"))->from, day("2026-11-23")) << "a Monday";
  EXPECT_EQ(duty_period("P7D", day("1969-12-31")), days("1969-12-29", "1970-01-04"));
  EXPECT_EQ(duty_period("P2Y", day("2026-11-23")), std::nullopt);
}

TEST(DutyPeriod, FortnightsFollowEachOther) {
  auto one = *duty_period("P14D", day("2026-11-22"));
  auto next = *duty_period("P14D", Day{std::chrono::sys_days(one.until) + std::chrono::days{1}});
  EXPECT_EQ(std::chrono::sys_days(one.until) - std::chrono::sys_days(one.from),
            std::chrono::days{13});
  EXPECT_TRUE(next.from > one.until);
  EXPECT_TRUE(one.hold(day("2026-11-22")));
}

class DueOf : public ::testing::Test {
 protected:
  Duty duty{.id = "patrol", .by = "patrol", .through = "outfall", .on = "on", .every = "P1M"};
  std::optional<Due> at(std::string_view today, std::vector<Day> recorded,
                        std::optional<Day> since = {}, Fields fields = {}) {
    return due_of(duty, fields, recorded, day(today), since);
  }
};

TEST_F(DueOf, APatrolOfThisMonthIsEnough) {
  EXPECT_EQ(at("2026-05-20", {day("2026-05-01")}),
            (Due{DueState::done, days("2026-05-01", "2026-05-31")}));
}

TEST_F(DueOf, LastMonthWasDoneSoThisOneIsDue) {
  EXPECT_EQ(at("2026-05-01", {day("2026-04-30")}),
            (Due{DueState::due, days("2026-05-01", "2026-05-31")}));
}

TEST_F(DueOf, TheLastFinishedMonthWithoutAPatrolIsOverdue) {
  EXPECT_EQ(at("2026-05-31", {day("2026-03-31")}),
            (Due{DueState::overdue, days("2026-04-01", "2026-04-30")}));
  EXPECT_EQ(at("2026-05-31", {day("2026-06-01")})->state, DueState::overdue) << "not in it";
}

TEST_F(DueOf, WhatBeganThisMonthOwesNothingForTheLast) {
  EXPECT_EQ(at("2026-05-31", {}, day("2026-05-02"))->state, DueState::due);
  EXPECT_EQ(at("2026-05-31", {}, day("2026-04-30"))->state, DueState::overdue);
}

TEST_F(DueOf, OnlyRecordsThatItConcerns) {
  duty.when = When{"state", {"open"}};
  EXPECT_EQ(at("2026-05-31", {}, {}, {{"state", std::string("closed")}}), std::nullopt);
  EXPECT_TRUE(at("2026-05-31", {}, {}, {{"state", std::string("open")}}));
}

TEST(ExpiryOf, RemindsAndThenIsOverdue) {
  Expiry expiry{"until", {30, 90, 7}};
  auto at = [&](std::string until, std::string_view today) {
    return due_of(expiry, {{"until", until}}, day(today));
  };
  EXPECT_EQ(at("2026-06-30", "2026-03-31")->state, DueState::done);
  EXPECT_EQ(at("2026-06-30", "2026-04-01"), (Due{DueState::due, days("2026-04-01", "2026-06-30")}));
  EXPECT_EQ(at("2026-06-30", "2026-06-30")->state, DueState::due) << "the last day still holds";
  EXPECT_EQ(at("2026-06-30", "2026-07-01")->state, DueState::overdue);
  EXPECT_EQ(at("2021-07-01/2026-06-30", "2026-07-01")->state, DueState::overdue) << "a period";
  EXPECT_EQ(due_of(expiry, {}, day("2026-07-01")), std::nullopt);
  expiry.when = When{"state", {"valid"}};
  EXPECT_EQ(at("2026-06-30", "2026-07-01"), std::nullopt) << "not one that expires";
}

}  // namespace
}  // namespace qs::ledger
