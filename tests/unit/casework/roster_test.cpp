#include "kernel/casework/roster.h"

#include <gtest/gtest.h>

#include "unit/record_book.h"

namespace qs::casework {
namespace {

using namespace std::chrono_literals;

const Day kDay{std::chrono::year{2026} / 5 / 1};
const Day kNext{std::chrono::year{2026} / 5 / 2};
const std::vector<Shift> kShifts{{"day", 8h, 20h}, {"night", 20h, 8h}};
const Person kZhang{"zhang", "张", {"street"}, "S1"};
const Person kSun{"sun", "孙", {"street"}, "S1"};

class Roster : public ::testing::Test {
 protected:
  void assign(Day day, std::string_view shift, const Person& person) {
    auto write = assign_duty(kShifts, day, "S1", shift, person, start_of(kDay));
    ASSERT_TRUE(write) << write.error().text;
    ASSERT_TRUE(book_.apply({*write}));
  }
  std::string on_duty_at(Instant at) {
    std::vector<Duty> duties;
    for (const auto& r : book_.all(kRosterKind)) duties.push_back(duty_of(r));
    const auto* duty = on_duty(duties, "S1", at);
    return duty ? duty->user : "";
  }
  testing::RecordBook book_;
};

TEST_F(Roster, TheNightShiftRunsOverMidnight) {
  assign(kDay, "day", kZhang);
  assign(kDay, "night", kSun);
  EXPECT_EQ(on_duty_at(at(kDay, 7, 59)), "");
  EXPECT_EQ(on_duty_at(at(kDay, 8)), "zhang");
  EXPECT_EQ(on_duty_at(at(kDay, 20)), "sun");
  EXPECT_EQ(on_duty_at(start_of(kNext)), "sun");
  EXPECT_EQ(on_duty_at(at(kNext, 7, 59)), "sun");
  EXPECT_EQ(on_duty_at(at(kNext, 8)), "");
}

TEST_F(Roster, AShiftHasOnePersonAndMayBeReassigned) {
  assign(kDay, "day", kZhang);
  assign(kDay, "day", kSun);
  EXPECT_EQ(book_.all(kRosterKind).size(), 1u);
  EXPECT_EQ(on_duty_at(at(kDay, 9)), "sun");
}

TEST_F(Roster, Faults) {
  auto now = at(kDay, 9);
  EXPECT_EQ(assign_duty(kShifts, kDay, "S1", "noon", kZhang, now).error().place, "shift");
  EXPECT_EQ(assign_duty(kShifts, kDay, "S2", "day", kZhang, now).error().place, "user");
  EXPECT_EQ(assign_duty(kShifts, kDay, "S1", "day", {}, now).error().place, "user");
  EXPECT_EQ(assign_duty(kShifts, kDay, "S1", "day", kZhang, at(kDay, 20)).error().place, "day");
}

TEST(Handover, IsSignedByTheReceiverOnce) {
  testing::RecordBook book;
  access::Actor from{"zhang", "张", {}, "S1"}, to{"sun", "孙", {}, "S1"};
  auto now = at(kDay, 20);
  EXPECT_FALSE(write_handover(from, {"", "x", {}, {}}, now));
  EXPECT_FALSE(write_handover(from, {"zhang", "x", {}, {}}, now));
  EXPECT_EQ(write_handover(from, {"sun", " ", {}, {}}, now).error().place, "text");
  auto write = write_handover(from, {"sun", "两件未办结", {"a1"}, {"c1", "c2"}}, now);
  ASSERT_TRUE(write);
  ASSERT_TRUE(book.apply({*write}));
  auto entry = *book.get(kHandoverKind, write->id);
  EXPECT_EQ(entry.text("open_cases"), R"(["c1","c2"])");
  EXPECT_FALSE(sign_handover(entry, from, now));
  EXPECT_FALSE(sign_handover(entry, {}, now));
  ASSERT_TRUE(book.apply({sign_handover(entry, to, now + 5min).value()}));
  entry = *book.get(kHandoverKind, write->id);
  EXPECT_TRUE(entry.flag("signed"));
  EXPECT_EQ(entry.text("text"), "两件未办结");
  EXPECT_FALSE(sign_handover(entry, to, now));
}

}  // namespace
}  // namespace qs::casework
