#include "kernel/standard/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qs::standard {
namespace {

using testing::HasSubstr;

Day day(std::string_view text) {
  return *parse_day(text);
}

Source law(std::string standard, std::string_view from, std::string_view until = {}) {
  Source s{.standard = std::move(standard),
           .clause = "表1",
           .from = day(from),
           .until = {},
           .confidence = "verified"};
  if (!until.empty()) s.until = day(until);
  return s;
}

Limit limit(std::string id, double upper, Source source, std::string condition = {}) {
  return {.id = std::move(id),
          .factor = "a34004",
          .statistic = "day",
          .scope = "2",
          .lower = {},
          .upper = upper,
          .unit = "ug/m3",
          .condition = std::move(condition),
          .source = std::move(source)};
}

Tables tables() {
  Tables t;
  t.units = {{"ug/m3", "µg/m³", "mass_concentration", "", 1000, 0},
             {"mg/m3", "mg/m³", "mass_concentration", "", 1000000, 0},
             {"mg/m3@273K_dry", "mg/m³", "mass_concentration", "273K_dry", 1000000, 0},
             {"C", "°C", "temperature", "", 1, 0},
             {"K", "K", "temperature", "", 1, -273.15},
             {"1", "", "number", "", 1, 0}};
  auto factor = [](std::string code, std::string old_code, std::string unit) {
    return Factor{.code = std::move(code),
                  .old_code = std::move(old_code),
                  .name_zh = "名",
                  .name_en = "name",
                  .medium = "air",
                  .unit = std::move(unit),
                  .mass_unit = {},
                  .low = {},
                  .high = {},
                  .source = law("HJ 212-2017", "2017-05-01")};
  };
  t.factors = {factor("a34004", "", "ug/m3"), factor("a34013", "01", "mg/m3"),
               factor("e101xx", "", "1"), factor("i3331x", "", "C")};
  t.aliases = {{"PM2.5", "a34004"}};
  t.limits = {limit("old", 75, law("GB 3095-2012", "2012-01-01", "2026-03-01")),
              limit("transition", 60, law("GB 3095-2026", "2026-03-01", "2031-01-01")),
              limit("final", 50, law("GB 3095-2026", "2031-01-01"))};
  return t;
}

std::vector<std::string> faults_of(Tables t) {
  Faults faults;
  Library library(std::move(t), faults);
  std::vector<std::string> texts;
  for (const auto& fault : faults.list) texts.push_back(fault.message());
  return texts;
}

Library sound(Tables t) {
  Faults faults;
  Library library(std::move(t), faults);
  for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
  return library;
}

}  // namespace

TEST(Source, FamilyIsTheStandardWithoutYear) {
  EXPECT_EQ(Source{.standard = "GB 3095-2012"}.family(), "GB 3095");
  EXPECT_EQ(Source{.standard = "DB41/2089-2021"}.family(), "DB41/2089");
  EXPECT_EQ(Source{.standard = "环办〔2011〕22号"}.family(), "环办〔2011〕22号");
  EXPECT_EQ(Source{.standard = "HJ 212-abcd"}.family(), "HJ 212-abcd");
}

TEST(Library, TheDateOfTheDataChoosesTheLimit) {
  auto library = sound(tables());
  auto on = [&](std::string_view text) {
    auto found = library.limit("GB 3095", "a34004", "day", "2", day(text));
    return found ? found->id : "none";
  };
  EXPECT_EQ(on("2011-12-31"), "none");
  EXPECT_EQ(on("2026-02-28"), "old");
  EXPECT_EQ(on("2026-03-01"), "transition");
  EXPECT_EQ(on("2030-12-31"), "transition");
  EXPECT_EQ(on("2031-01-01"), "final");
  EXPECT_EQ(library.limits("GB 3095", "", day("2026-03-01")).size(), 1u);
  EXPECT_FALSE(library.limit("GB 30", "a34004", "day", "2", day("2026-03-01")));
  EXPECT_TRUE(library.limit("", "a34004", "day", "2", day("2026-03-01")));
}

TEST(Library, AConditionGoesBeforeTheGeneralRow) {
  auto t = tables();
  t.limits.push_back(limit("cold", 70, law("GB 3095-2026", "2026-03-01"), "temperature<=12"));
  auto library = sound(std::move(t));
  auto with = [&](std::string_view condition) {
    return library.limit("GB 3095", "a34004", "day", "2", day("2026-03-01"), condition)->id;
  };
  EXPECT_EQ(with("temperature<=12"), "cold");
  EXPECT_EQ(with(""), "transition");
  EXPECT_EQ(with("water_body=river"), "transition");
}

TEST(Library, ALimitOfAnyStatisticBindsEach) {
  auto t = tables();
  t.limits = {limit("any", 5, law("GB 3838-2002", "2002-06-01"))};
  t.limits[0].statistic = kAnyStatistic;
  auto library = sound(std::move(t));
  EXPECT_TRUE(library.limit("GB 3838", "a34004", "hour", "2", day("2020-01-01")));
  EXPECT_TRUE(library.limit("GB 3838", "a34004", "month", "2", day("2020-01-01")));
}

TEST(Library, KnowsAFactorByEverySpelling) {
  auto library = sound(tables());
  EXPECT_EQ(library.factor("PM2.5")->code, "a34004");
  EXPECT_EQ(library.factor("01")->code, "a34013");
  EXPECT_EQ(library.factor("e10107")->code, "e101xx");
  EXPECT_EQ(library.factor("i33312")->code, "i3331x");
  EXPECT_FALSE(library.factor("a99999"));
  EXPECT_EQ(library.canonical_code("e10107"), "e10107");
  EXPECT_EQ(library.canonical_code("01"), "a34013");
  EXPECT_EQ(library.canonical_code("nonsense"), "");
}

TEST(Library, ConvertsWithinOneDimensionAndGasState) {
  auto library = sound(tables());
  EXPECT_EQ(library.convert(0.035, "mg/m3", "ug/m3"), 35);
  EXPECT_EQ(library.convert(75, "ug/m3", "mg/m3"), 0.075);
  EXPECT_EQ(library.convert(0.1, "mg/m3", "mg/m3"), 0.1);
  EXPECT_DOUBLE_EQ(*library.convert(20, "C", "K"), 293.15);
  EXPECT_DOUBLE_EQ(*library.convert(293.15, "K", "C"), 20);
  EXPECT_FALSE(library.convert(1, "mg/m3", "C"));
  EXPECT_FALSE(library.convert(1, "mg/m3", "mg/m3@273K_dry"));
  EXPECT_FALSE(library.convert(1, "mg/m3", "pounds"));
}

TEST(Library, SentUnitFollowsTheSystemCode) {
  auto t = tables();
  t.rules = {{"hj212.sent_unit", "mg/m3", "", "31:a34004", law("实践", "2005-01-01")}};
  auto library = sound(std::move(t));
  EXPECT_EQ(library.sent_unit("a34004", "31", day("2026-01-01")), "mg/m3");
  EXPECT_EQ(library.sent_unit("PM2.5", "22", day("2026-01-01")), "ug/m3");
  EXPECT_EQ(library.sent_unit("nonsense", "22", day("2026-01-01")), "");
}

TEST(Library, CategoriesHoldTheirBounds) {
  auto t = tables();
  auto category = [](std::string code, double low, double high, bool low_open, bool high_open) {
    Category c;
    c.scheme = "TLI";
    c.code = std::move(code);
    c.low = low;
    c.high = high;
    c.low_open = low_open;
    c.high_open = high_open;
    c.name_zh = c.name_en = c.code;
    c.source = law("TLI", "2001-01-01");
    return c;
  };
  t.categories = {category("poor", -1e9, 30, false, true), category("mid", 30, 50, false, false),
                  category("rich", 50, 60, true, false)};
  auto library = sound(std::move(t));
  auto of = [&](double level) {
    auto found = library.category("TLI", level, day("2020-01-01"));
    return found ? found->code : "none";
  };
  EXPECT_EQ(of(29.99), "poor");
  EXPECT_EQ(of(30), "mid");
  EXPECT_EQ(of(50), "mid");
  EXPECT_EQ(of(50.01), "rich");
  EXPECT_EQ(of(61), "none");
  EXPECT_EQ(library.category("TLI", "rich", day("2020-01-01"))->low, 50);
}

TEST(Library, ARuleOfAScopeGoesBeforeTheGeneralOne) {
  auto t = tables();
  t.rules = {{"decimals", "0", "", "", law("HJ 633-2012", "2012-01-01")},
             {"decimals", "1", "", "a21005", law("HJ 633-2012", "2012-01-01")}};
  auto library = sound(std::move(t));
  EXPECT_EQ(library.rule("decimals", day("2020-01-01"), "a21005")->number(), 1);
  EXPECT_EQ(library.rule("decimals", day("2020-01-01"), "a34004")->number(), 0);
  EXPECT_FALSE(library.rule("decimals", day("2011-12-31")));
}

TEST(CrossCheck, FindsEveryFaultAtOnce) {
  auto t = tables();
  t.units.push_back(t.units[0]);                   // doubled id
  t.units.push_back({"x", "x", "", "hot", 0, 0});  // no dimension, gas state, scale
  t.factors[0].unit = "furlong";                   // unknown unit
  t.factors[1].source.clause.clear();              // no clause
  t.aliases["Y"] = "a00001";                       // unknown factor
  t.aliases["01"] = "a34004";                      // is a code
  t.limits[0].source.until = day("2026-06-01");    // overlaps with the next
  t.limits[1].source.confidence = "surely";        // unknown word
  t.limits[2].upper.reset();                       // no bound
  t.limits.push_back(limit("final", 1, law("GB 1-2000", "2000-01-01")));  // doubled id
  t.limits.back().factor = "a00001";                                      // unknown factor
  t.limits.push_back(limit("gas", 1, law("GB 2-2000", "2000-01-01")));
  t.limits.back().factor = "a34013";
  t.limits.back().unit = "mg/m3@273K_dry";  // another gas state
  t.limits.push_back(limit("hot", 1, law("GB 3-2000", "2000-01-01")));
  t.limits.back().factor = "a34013";
  t.limits.back().unit = "C";  // another dimension
  t.rules = {{"r", "many", "C", "", law("GB 4-2000", "2000-01-01", "1999-01-01")}};
  t.indices = {{"AQI",
                "a34013:day",
                "mg/m3",
                {0, 50, 100},
                {0, 35},
                "cap",
                law("HJ 633-2012", "2012-01-01")}};
  auto texts = faults_of(std::move(t));
  for (auto expected : {"unit 'ug/m3' stands twice", "unit 'x' has no dimension",
                        "scale must be above 0", "unknown gas state 'hot'",
                        "unit 'furlong' is not in units.csv", "factor 'a34013' has no clause",
                        "alias 'Y': unknown factor 'a00001'", "alias '01' is a factor code itself",
                        "overlaps in time", "confidence 'surely'", "limit 'final' has no upper",
                        "limit 'final' stands twice", "limit 'final': unknown factor 'a00001'",
                        "at gas state '273K_dry'", "is in C (temperature)", "'many' is no number",
                        "before it begins", "2 points for 3 levels"})
    EXPECT_THAT(texts, testing::Contains(HasSubstr(expected)));
  EXPECT_EQ(texts.size(), 18u) << testing::PrintToString(texts);
}

}  // namespace qs::standard
