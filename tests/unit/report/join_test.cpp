// 并件: the same topic, near in place and time, while the earlier one stands.
#include "kernel/report/join.h"

#include <gtest/gtest.h>

namespace qs::report {
namespace {

const Rules kRules{.join_metres = 200, .join_hours = 24, .repeat_days = 90};
const Instant kNow = *parse_instant("2026-06-01T12:00:00");
constexpr LonLat kHere{113.70, 34.72}, kNear{113.701, 34.72}, kFar{113.71, 34.72};  // 92 m, 915 m

Filed filed(std::string id, LonLat place, std::chrono::hours ago, std::string state = "checking",
            std::string kind = "dust") {
  return {std::move(id), std::move(kind), std::move(state), kNow - ago, place};
}

Kinship of(std::vector<Filed> others) {
  return kinship(filed("new", kHere, std::chrono::hours{0}, "received"), others, kRules);
}

using std::chrono::hours;

TEST(Join, TheNearestStandingReportOfTheSameTopicIsJoined) {
  auto kin = of({filed("a", kNear, hours{3}), filed("b", {113.7005, 34.72}, hours{5})});
  EXPECT_EQ(kin.joins, "b");
  EXPECT_EQ(kin.repeats, "");
}

TEST(Join, AnotherTopicAPlaceFarAwayAndTheReportItselfAreNoKin) {
  auto kin = of({filed("a", kFar, hours{3}), filed("b", kHere, hours{1}, "checking", "odour"),
                 filed("new", kHere, hours{0})});
  EXPECT_EQ(kin.joins + kin.repeats, "");
}

TEST(Join, WhatWasClosedOrIsOlderIsRepeatedTheNewestFirst) {
  auto kin = of({filed("old", kNear, hours{24 * 30}), filed("closed", kNear, hours{2}, "closed"),
                 filed("ancient", kNear, hours{24 * 91}, "closed")});
  EXPECT_EQ(kin.joins, "");
  EXPECT_EQ(kin.repeats, "closed");
  EXPECT_EQ(of({filed("ancient", kNear, hours{24 * 91}, "closed")}).repeats, "");
}

TEST(Join, WhatWasJoinedItselfIsNotJoined) {
  EXPECT_EQ(of({filed("a", kHere, hours{1}, "joined")}).joins, "");
  auto kin = of({filed("a", kHere, hours{1}, "joined"), filed("b", kNear, hours{2})});
  EXPECT_EQ(kin.joins, "b");
}

TEST(Join, ADayStandsForATimeThatNobodyWroteDown) {
  ledger::Record record{
      "complaint",
      "c",
      1,
      {{"kind", std::string("dust")},
       {"state", std::string("accepted")},
       {"received_on", std::string("2026-06-01")},
       {"place", std::string(R"({"type":"Point","coordinates":[113.7,34.72]})")}}};
  auto filed = filed_of(record);
  ASSERT_TRUE(filed);
  EXPECT_EQ(filed->at, *parse_instant("2026-06-01"));
  record.fields.erase("place");
  EXPECT_FALSE(filed_of(record));
}

}  // namespace
}  // namespace qs::report
