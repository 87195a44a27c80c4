#include "kernel/alert/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/duration.h"

namespace qs::alert {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

Rule good_rule() {
  Rule rule;
  rule.id = "aqi_heavy";
  rule.kind = Kind::index_at_least;
  rule.name_zh = "重度污染";
  rule.name_en = "Heavy pollution";
  rule.site_kinds = {"air_standard"};
  rule.parameters = {.index = "AQI", .threshold = 201};
  return rule;
}

std::vector<std::string> faults_of(std::vector<Rule> rules) {
  standard::Faults faults;
  std::vector<std::string> workflows{"air_two_level"};
  check_rules(rules, standard::Library{}, workflows, faults);
  std::vector<std::string> texts;
  for (const auto& f : faults.list) texts.push_back(f.text);
  return texts;
}

TEST(Kinds, UnknownNameListsTheKnownOnes) {
  EXPECT_EQ(kind_of("silent").value(), Kind::silent);
  auto unknown = kind_of("explodes");
  ASSERT_FALSE(unknown);
  for (auto known : {"limit_exceeded", "index_at_least", "rises_by", "silent", "flat_line",
                     "out_of_range", "neighbour_deviates", "capture_below"})
    EXPECT_THAT(unknown.error().text, HasSubstr(known));
  EXPECT_THAT(severity_of("awful").error().text, HasSubstr("critical"));
}

TEST(CheckRules, AGoodRulePasses) {
  EXPECT_THAT(faults_of({good_rule()}), ::testing::IsEmpty());
}

TEST(CheckRules, AllFaultsAtOnce) {
  auto bad = good_rule();
  bad.id = "Bad Id";
  bad.parameters.threshold.reset();
  bad.parameters.window = 3h;
  bad.factors = {"a34004"};
  bad.workflow = "nowhere";
  bad.resolve_margin = 1;
  bad.quiet = {{}};
  auto faults = faults_of({bad, good_rule(), good_rule()});
  for (auto text :
       {"made of a-z", "needs 'threshold'", "takes no 'window'", "unknown factor",
        "unknown workflow", "resolve_margin", "whole site", "needs a reason", "taken already"})
    EXPECT_THAT(faults, ::testing::Contains(HasSubstr(text)));
}

TEST(Covers, KindSiteAndFactor) {
  Rule rule = good_rule();
  Place site{"S01", "air_standard", ""};
  EXPECT_TRUE(covers(rule, site, ""));
  EXPECT_FALSE(covers(rule, site, "a34004"));  // an index is of the site
  EXPECT_FALSE(covers(rule, {"R01", "river", ""}, ""));
  rule.sites = {"S02"};
  EXPECT_FALSE(covers(rule, site, ""));
  rule = good_rule();
  rule.kind = Kind::flat_line;
  EXPECT_TRUE(covers(rule, site, "a34004"));
  EXPECT_FALSE(covers(rule, site, ""));
  rule.factors = {"a05024"};
  EXPECT_FALSE(covers(rule, site, "a34004"));
}

TEST(QuietWindow, RunsOverMidnightFromTheDayItBegins) {
  Rule rule;
  rule.quiet = {{22h, 6h, 1 << 4, "道路施工"}};  // Friday night
  Day friday{std::chrono::year{2026} / 5 / 1};
  Day saturday{std::chrono::year{2026} / 5 / 2};
  EXPECT_FALSE(is_quiet(rule, at(friday, 5)));
  EXPECT_TRUE(is_quiet(rule, at(friday, 22)));
  EXPECT_TRUE(is_quiet(rule, at(saturday, 5, 59)));
  EXPECT_FALSE(is_quiet(rule, at(saturday, 6)));
  EXPECT_FALSE(is_quiet(rule, at(saturday, 22)));
}

TEST(Duration, ReadsWhatPeopleWrite) {
  EXPECT_EQ(parse_duration("90m").value(), 90min);
  EXPECT_EQ(parse_duration("2d").value(), 48h);
  EXPECT_EQ(parse_duration("0m").value(), 0ms);
  for (auto text : {"", "h", "5", "-1h", "1.5h", "5 h", "5hh", "99999999999999999999h", "99999d"})
    EXPECT_FALSE(parse_duration(text)) << text;
  EXPECT_EQ(duration_text(120min), "2h");
  EXPECT_EQ(duration_text(90min), "90m");
}

}  // namespace
}  // namespace qs::alert
