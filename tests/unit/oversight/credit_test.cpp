#include "kernel/oversight/credit.h"

#include <gtest/gtest.h>

namespace qs::oversight {
namespace {

using std::chrono::year;
const Day kToday{year{2026} / 11 / 22};

CreditLaw law() {
  return {.start = 100,
          .honest_from = 95,
          .good_from = 80,
          .warning_from = 60,
          .honest_months = 12,
          .events = {{.id = "fine", .points = 5, .months = 12, .repair_months = 3, .penalty = true},
                     {.id = "false", .points = 40, .months = 36, .repair_months = 6},
                     {.id = "late", .points = 3, .months = 12, .repair_months = 3},
                     {.id = "award", .points = -3, .months = 12}},
          .bands = {{.id = "blacklist", .below = 60},
                    {.id = "interview", .below = 70},
                    {.id = "red_card", .below = 80}}};
}

Event event(std::string kind, Day day, std::string state = "confirmed") {
  auto declared = law();
  auto its = declared.event(kind);
  return {.id = kind,
          .event = kind,
          .day = day,
          .until = last_day_of(day, its->months),
          .points = its->points,
          .penalty = its->penalty,
          .state = std::move(state)};
}

Credit credit(const std::vector<Event>& events, Day today = kToday) {
  return credit_of(law(), events, today);
}

TEST(Credit, NothingHappenedIsHonest) {
  EXPECT_EQ(credit({}).grade, kHonest);
  EXPECT_EQ(credit({}).score, 100);
}

TEST(Credit, GradesAndBandsOfZhengzhou) {
  auto late = [](int count) {
    return std::vector<Event>(static_cast<size_t>(count), event("late", kToday));
  };
  EXPECT_EQ(credit(late(1)).grade, kHonest) << "97";
  EXPECT_EQ(credit(late(2)).grade, kGood) << "94";
  EXPECT_EQ(credit(late(7)).grade, kWarning) << "79";
  EXPECT_EQ(credit(late(7)).band, "red_card");
  EXPECT_EQ(credit(late(11)).band, "interview") << "67";
  EXPECT_EQ(credit(late(14)).grade, kBad) << "58";
  EXPECT_EQ(credit(late(14)).band, "blacklist");
  EXPECT_EQ(credit(late(50)).score, 0);
}

TEST(Credit, AnAwardMakesUpForLittleThings) {
  EXPECT_EQ(credit({event("award", kToday)}).score, 100) << "never above the start";
  EXPECT_EQ(credit({event("late", kToday), event("late", kToday), event("award", kToday)}).score,
            97);
  auto fine = event("fine", year{2026} / 3 / 1);
  std::vector<Event> events{fine, event("award", kToday)};
  EXPECT_EQ(repair_from(law(), fine, events), Day(year{2026} / 6 / 1)) << "and delays no repair";
}

TEST(Credit, APenaltyWithinAYearIsNotHonest) {
  auto fined = event("fine", Day{year{2026} / 1 / 10});
  EXPECT_EQ(credit({fined}).score, 95);
  EXPECT_EQ(credit({fined}).grade, kGood);
  fined.state = kRepaired;
  EXPECT_EQ(credit({fined}).score, 100) << "repaired costs nothing any more";
  EXPECT_EQ(credit({fined}).grade, kGood) << "it was a penalty all the same";
  EXPECT_EQ(credit({fined}, Day{year{2027} / 1 / 10}).grade, kHonest);
  EXPECT_EQ(credit({fined}).changes_on, Day(year{2027} / 1 / 10));
  fined.state = kRevoked;
  EXPECT_EQ(credit({fined}).grade, kHonest);
}

TEST(Credit, RisesByItselfWhenValidityEnds) {
  auto late = event("late", Day{year{2026} / 2 / 1});
  EXPECT_EQ(iso(late.until), "2027-01-31");
  EXPECT_EQ(credit({late}, late.until).score, 97);
  EXPECT_EQ(credit({late}, Day{year{2027} / 2 / 1}).score, 100);
  EXPECT_EQ(credit({late}).changes_on, Day(year{2027} / 2 / 1));
}

TEST(Credit, AProposedOrFutureEventDoesNotCount) {
  EXPECT_EQ(credit({event("false", kToday, "proposed")}).score, 100);
  auto tomorrow = event("false", Day{year{2026} / 11 / 23});
  EXPECT_EQ(credit({tomorrow}).score, 100);
  EXPECT_EQ(credit({tomorrow}).changes_on, tomorrow.day);
}

TEST(Credit, SomeThingsAreBadWhateverThePoints) {
  auto crime = event("late", kToday);
  crime.bad = true;
  EXPECT_EQ(credit({crime}).grade, kBad);
}

TEST(Credit, RepairWaitsForMonthsWithoutAnythingNew) {
  auto old = event("late", Day{year{2026} / 3 / 31});
  auto fresh = event("late", Day{year{2026} / 10 / 1});
  EXPECT_EQ(iso(repair_from(law(), old, std::vector{old})), "2026-06-30") << "a shorter month";
  EXPECT_EQ(iso(repair_from(law(), old, std::vector{old, fresh})), "2027-01-01");
  fresh.state = "revoked";
  EXPECT_EQ(iso(repair_from(law(), old, std::vector{old, fresh})), "2026-06-30");
}

}  // namespace
}  // namespace qs::oversight
