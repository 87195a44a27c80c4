#include "kernel/casework/workflow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/casework/two_level.h"

namespace qs::casework {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const std::set<std::string> kRoles{"street", "district_duty", "admin"};

std::vector<std::string> texts(const std::vector<Error>& faults) {
  std::vector<std::string> list;
  for (const auto& f : faults) list.push_back(f.text);
  return list;
}

TEST(CheckWorkflow, TheTwoLevelWarningIsSound) {
  EXPECT_THAT(texts(check_workflow(two_level(), {kRoles})), ::testing::IsEmpty());
}

TEST(CheckWorkflow, AllFaultsAtOnce) {
  auto w = two_level();
  w.steps[0].roles = {"ghost"};
  w.steps[0].actions[1].role = "phantom";
  w.steps[0].actions.push_back(w.steps[0].actions[0]);
  w.steps[1].limit = {48h, 0};
  w.steps[1].remind = {10min, 20min, 72h};
  w.steps[1].actions[0].to = "nowhere";
  w.steps[1].actions[0].needs = {};
  w.steps[2].escalate = {{2h, "admin"}, {1h, "admin"}};
  w.steps[3].actions.clear();
  auto faults = texts(check_workflow(w, {kRoles}));
  for (auto text :
       {"the role 'ghost'", "the role 'phantom'", "'accept' twice", "longer than the whole case",
        "3d before due", "nearer to due", "unknown step 'nowhere'", "escalations must come",
        "step 'review': is a dead end: no action", "step 'dispatch': is a dead end: no way",
        "step 'reply': nothing leads there", "a photo that no action asks for"})
    EXPECT_THAT(faults, Contains(HasSubstr(text)));
}

TEST(CheckWorkflow, AnEmptyOneIsNoWorkflow) {
  auto faults = texts(check_workflow({}, {kRoles}));
  EXPECT_THAT(faults, Contains(HasSubstr("has no step")));
  EXPECT_THAT(faults, Contains(HasSubstr("has no id")));
}

TEST(CheckWorkflow, WorkingDaysAgainstHours) {
  auto w = two_level();
  w.limit = {0h, 5};
  w.steps[0].limit = {0h, 2};
  EXPECT_THAT(texts(check_workflow(w, {kRoles})), ::testing::IsEmpty());
  w.limit = {24h, 0};
  EXPECT_THAT(texts(check_workflow(w, {kRoles})), Contains(HasSubstr("longer than the whole")));
}

TEST(Needs, UnknownWordListsTheKnownOnes) {
  std::vector<std::string> words{"text", "photo"};
  EXPECT_EQ(needs_of(words).value(), (Needs{true, true}));
  words = {"video"};
  EXPECT_THAT(needs_of(words).error().text, HasSubstr("photo"));
}

Day day(int year, unsigned month, unsigned d) {
  return Day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{d}};
}

// 2026 National Day, as an example: 1–7 October off, Saturday 10 October worked.
Calendar national_day() {
  std::set<Day> off;
  for (unsigned d = 1; d <= 7; ++d) off.insert(day(2026, 10, d));
  return Calendar(off, {day(2026, 10, 10)});
}

TEST(Calendar, WorkingDays) {
  auto calendar = national_day();
  EXPECT_TRUE(calendar.is_working(day(2026, 9, 30)));
  EXPECT_FALSE(calendar.is_working(day(2026, 10, 1)));
  EXPECT_TRUE(calendar.is_working(day(2026, 10, 10)));
  EXPECT_FALSE(calendar.is_working(day(2026, 10, 11)));
}

TEST(Calendar, DueCountsFromTheNextDayToTheEndOfTheLast) {
  auto calendar = national_day();
  auto from = at(day(2026, 9, 30), 15);
  EXPECT_EQ(calendar.due(from, {2h, 0}), from + 2h);
  EXPECT_EQ(calendar.due(from, {0h, 1}), start_of(day(2026, 10, 9)));   // ends with the 8th
  EXPECT_EQ(calendar.due(from, {0h, 3}), start_of(day(2026, 10, 11)));  // 8, 9 and 10
  EXPECT_EQ(calendar.due(from, {0h, 4}), start_of(day(2026, 10, 13)));  // and Monday the 12th
}

TEST(TimeLimit, PlainOrWorkingDays) {
  EXPECT_EQ(parse_time_limit("3wd").value(), (TimeLimit{0h, 3}));
  EXPECT_EQ(parse_time_limit("30m").value(), (TimeLimit{30min, 0}));
  for (auto text : {"wd", "0wd", "-1wd", "1.5wd", "9999wd", "soon", ""})
    EXPECT_FALSE(parse_time_limit(text)) << text;
}

}  // namespace
}  // namespace qs::casework
