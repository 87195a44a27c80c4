#include "kernel/evaluate/air_index.h"

#include <fmt/format.h>

#include "base/csv.h"
#include "base/json.h"
#include "kernel/evaluate/law.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

using Values = std::map<std::string, double, std::less<>>;

const Day kOld = day(2020, 4, 2), kNew = day(2026, 5, 1);

AirJudge prepared(Day law, AirReport report) {
  auto judge = AirJudge::prepared(national(), law, report);
  EXPECT_TRUE(judge) << (judge ? "" : judge.error().message());
  return judge ? *judge : AirJudge{};
}

IndexResult of(Day law, AirReport report, const Values& values) {
  return prepared(law, report).judge("S", Period::of(PeriodKind::day, start_of(law)), values);
}

// "PM25_24h" of the fact table -> our item.
std::string item_of(const std::string& name) {
  static const std::map<std::string, std::string> kItems{
      {"SO2_24h", "a21026:day"},  {"NO2_24h", "a21004:day"},  {"CO_24h", "a21005:day"},
      {"PM10_24h", "a34002:day"}, {"PM25_24h", "a34004:day"}, {"O3_8h", "a05024:mda8"},
      {"SO2_1h", "a21026:hour"},  {"NO2_1h", "a21004:hour"},  {"CO_1h", "a21005:hour"},
      {"O3_1h", "a05024:hour"}};
  return kItems.at(name);
}

Json facts() {
  auto text = read_file(shared("standards/air.json"));
  return text ? Json::parse(*text) : Json();
}

double iaqi(const IndexResult& result, std::string_view item) {
  for (const auto& [name, value] : result.items)
    if (name == item) return value;
  return -1;
}

TEST(AirIndex, EveryBreakPointOfTheFactTableGivesItsLevel) {
  QS_NEEDS(shared("standards/air.json"));
  auto table = facts();
  for (auto [standard, law] : {std::pair{"HJ633-2012", kOld}, {"HJ633-2026", kNew}})
    for (auto& [name, points] : table["iaqi_breakpoints"][standard].items()) {
      auto report = name.ends_with("_1h") ? AirReport::hour : AirReport::day;
      for (size_t i = 0; i < points.size(); ++i) {
        auto result = of(law, report, {{item_of(name), points[i].get<double>()}});
        EXPECT_EQ(iaqi(result, item_of(name)), table["iaqi_levels"][i].get<double>())
            << standard << ' ' << name << ' ' << points[i];
      }
    }
}

TEST(AirIndex, WorkedVectorsAndDaysOfTheFactTable) {
  QS_NEEDS(shared("standards/air.json"));
  auto table = facts();
  for (auto& vector : table["test_vectors_sample"]) {
    auto item = item_of(vector["item"]);
    Values values{{item, vector["c"].get<double>()}};
    EXPECT_EQ(iaqi(of(kOld, AirReport::day, values), item), vector["iaqi_2012"].get<double>());
    EXPECT_EQ(iaqi(of(kNew, AirReport::day, values), item), vector["iaqi_2026"].get<double>());
  }
  for (auto& day : table["test_days_sample"])
    for (auto [standard, law] : {std::pair{"HJ633-2012", kOld}, {"HJ633-2026", kNew}}) {
      Values values;
      for (auto& [name, c] : day["conc"].items()) values[item_of(name)] = c.get<double>();
      auto result = of(law, AirReport::day, values);
      EXPECT_EQ(result.value, day[standard]["aqi"].get<int>());
      for (auto& [name, sub] : day[standard]["iaqi"].items())
        EXPECT_EQ(iaqi(result, item_of(name)), sub.get<double>()) << name;
      auto category = national().category("AQI", result.category, law);
      ASSERT_TRUE(category);
      EXPECT_EQ(category->name_zh, day[standard]["category"].get<std::string>());
      std::vector<std::string> primary;
      for (auto& name : day[standard]["primary"]) {
        auto item = item_of(name);
        primary.push_back(item.substr(0, item.find(':')));
      }
      EXPECT_EQ(result.primary, primary);
      EXPECT_EQ(result.standard, law == kOld ? "HJ 633-2012" : "HJ 633-2026");
    }
}

TEST(AirIndex, InputsAreRoundedHalfToEvenBeforeAndResultsUpAfter) {
  EXPECT_EQ(iaqi(of(kNew, AirReport::day, {{"a34004:day", 35.5}}), "a34004:day"), 52);  // 36
  EXPECT_EQ(iaqi(of(kNew, AirReport::day, {{"a34004:day", 34.5}}), "a34004:day"), 49);  // 34
  EXPECT_EQ(iaqi(of(kNew, AirReport::day, {{"a21005:day", 0.25}}), "a21005:day"), 5);   // 0.2
  EXPECT_EQ(iaqi(of(kNew, AirReport::day, {{"a21005:day", 0.35}}), "a21005:day"), 10);  // 0.4
}

TEST(AirIndex, OzoneBeyond800TakesTheHourInTheOldStandardAndStandsAt300InTheNew) {
  Values values{{"a05024:mda8", 801}, {"a05024:hour", 1000}};
  auto old = of(kOld, AirReport::day, values);
  EXPECT_EQ(old.value, 400);
  EXPECT_EQ(iaqi(old, "a05024:mda8"), -1);
  EXPECT_EQ(of(kNew, AirReport::day, values).value, 300);
}

TEST(AirIndex, SulphurDioxideBeyond800TakesTheDayInTheOldStandardAndStandsAt200InTheNew) {
  Values values{{"a21026:hour", 801}, {"a21026:day", 475}, {"a34004:hour", 10}};
  auto old = of(kOld, AirReport::hour, values);
  EXPECT_EQ(old.value, 150);
  values["a21026:hour"] = 799;
  EXPECT_EQ(of(kOld, AirReport::hour, values).value, 200);  // the day does not speak beside it
  values["a21026:hour"] = 5000;
  auto now = of(kNew, AirReport::hour, values);
  EXPECT_EQ(iaqi(now, "a21026:hour"), 200);
}

TEST(AirIndex, TiesAreAllPrimaryAndUpTo50ThereIsNone) {
  Values day{{"a34002:day", 50}, {"a34004:day", 35}};
  EXPECT_TRUE(of(kOld, AirReport::day, day).primary.empty());
  auto tie = of(kOld, AirReport::day, {{"a34002:day", 150}, {"a34004:day", 75}});
  EXPECT_EQ(tie.primary, (std::vector<std::string>{"a34002", "a34004"}));
}

TEST(AirIndex, IncompleteIsPublishedOnlyBeyond100InTheNewStandard) {
  EXPECT_FALSE(of(kNew, AirReport::day, {{"a34004:day", 60}}).value);
  EXPECT_EQ(of(kNew, AirReport::day, {{"a34004:day", 61}}).value, 101);
  EXPECT_EQ(of(kOld, AirReport::day, {{"a34004:day", 60}}).value, 82);
  EXPECT_FALSE(of(kOld, AirReport::day, {}).value);
}

TEST(AirIndex, RangeBeginsAtOneSince2026AndEndsAt500) {
  Values clean{{"a21026:hour", 0}, {"a21004:hour", 0}, {"a34002:hour", 0},
               {"a21005:hour", 0}, {"a05024:hour", 0}, {"a34004:hour", 0}};
  EXPECT_EQ(of(kNew, AirReport::hour, clean).value, 1);
  EXPECT_EQ(of(kOld, AirReport::hour, clean).value, 0);
  clean["a34002:hour"] = 9999;
  EXPECT_EQ(of(kNew, AirReport::hour, clean).value, 500);
}

TEST(AirIndex, TheDateChoosesTheStandardAndANamedOneStandsBesideIt) {
  AirJudges judges(national(), AirReport::day);
  AirValues values;
  auto before = judges.on(day(2026, 2, 28));
  ASSERT_TRUE(before) << before.error().message();
  values.set(*(*before)->item("a34004:day"), 75);
  EXPECT_EQ((*before)->judge(values).aqi, 100);
  EXPECT_FALSE((*before)->covers(day(2026, 3, 1)));
  auto after = judges.on(day(2026, 3, 1));
  ASSERT_TRUE(after) << after.error().message();
  EXPECT_EQ((*after)->judge(values).aqi, 114);
  EXPECT_EQ((*after)->source().standard, "HJ 633-2026");
  auto named = first_day(national(), "HJ 633-2026");
  ASSERT_TRUE(named);
  EXPECT_EQ(prepared(*named, AirReport::day).judge(values).aqi, 114);
}

TEST(AirIndex, TheOldRealTimeReportByItsTextUsesMovingMeans) {
  auto text = AirJudge::prepared(national(), kOld, AirReport::hour, "text");
  ASSERT_TRUE(text) << text.error().message();
  Values values{{"a34004:hour", 150},
                {"a34004:rolling24", 75},
                {"a05024:moving8", 215},
                {"a05024:hour", 160}};
  auto hour = Period::of(PeriodKind::hour, start_of(kOld));
  auto by_text = text->judge("S", hour, values);
  EXPECT_EQ(by_text.value, 150);
  EXPECT_EQ(by_text.primary, std::vector<std::string>{"a05024"});
  EXPECT_EQ(of(kOld, AirReport::hour, values).value, 200);  // as the portal publishes
  EXPECT_FALSE(AirJudge::prepared(national(), kOld, AirReport::hour, "unheard"));
}

TEST(AirIndex, AMissingRuleIsNamed) {
  auto judge = AirJudge::prepared(standard::Library{}, kNew, AirReport::day);
  ASSERT_FALSE(judge);
  EXPECT_NE(judge.error().message().find("air.aqi.items"), std::string::npos);
}

}  // namespace
}  // namespace qs::evaluate
