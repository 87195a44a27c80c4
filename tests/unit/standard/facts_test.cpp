// The committed tables against the fact tables that they were made from: every numeric limit and
// break point, compared as whole columns in the order of the standard.
#include <gtest/gtest.h>

#include <filesystem>

#include "app/pack.h"
#include "base/csv.h"
#include "base/json.h"

namespace qs::standard {
namespace {

const std::filesystem::path kFacts = std::filesystem::path(QS_SHARED_DIR) / "standards";

const Library& national() {
  static const auto pack =
      app::open_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "national");
  if (!pack) throw std::runtime_error(pack.error().message());
  return pack->library;
}

Day day(std::string_view text) {
  return *parse_day(text);
}

class Facts : public testing::Test {
 protected:
  Json facts(std::string_view name) {
    auto text = read_file(kFacts / name);
    return text ? Json::parse(*text) : Json();
  }
  void SetUp() override {
    if (!std::filesystem::exists(kFacts)) GTEST_SKIP() << "fact tables are missing: " << kFacts;
  }
  // Upper bounds of a standard's rows, in the order of the file.
  std::vector<double> uppers(std::string_view standard, std::string_view clause,
                             std::string_view statistic = {}) {
    std::vector<double> found;
    for (const auto& l : national().tables().limits)
      if (l.source.standard == standard && l.source.clause == clause &&
          (statistic.empty() || l.statistic == statistic))
        found.push_back(l.upper.value_or(-1));
    return found;
  }
  double upper(std::string_view standard, std::string_view factor, std::string_view statistic,
               std::string_view scope, std::string_view on, std::string_view condition = {}) {
    auto l = national().limit(standard, factor, statistic, scope, day(on), condition);
    return l && l->upper ? *l->upper : -1;
  }
};

const std::map<std::string, std::string> kAirItems{
    {"SO2_24h", "a21026:day"}, {"SO2_1h", "a21026:hour"}, {"NO2_24h", "a21004:day"},
    {"NO2_1h", "a21004:hour"}, {"CO_24h", "a21005:day"},  {"CO_1h", "a21005:hour"},
    {"O3_8h", "a05024:mda8"},  {"O3_1h", "a05024:hour"},  {"PM10_24h", "a34002:day"},
    {"PM25_24h", "a34004:day"}};
const std::map<std::string, std::string> kAirFactors{
    {"SO2", "a21026"},  {"NO2", "a21004"},  {"CO_mg", "a21005"}, {"O3", "a05024"},
    {"PM10", "a34002"}, {"PM25", "a34004"}, {"TSP", "a34001"},   {"NOx", "a21002"},
    {"Pb", "a20044"},   {"BaP", "a25044"}};
const std::map<std::string, std::string> kPeriods{
    {"year", "year"}, {"24h", "day"}, {"1h", "hour"}, {"MDA8", "mda8"}, {"season", "season"}};

}  // namespace

TEST_F(Facts, BreakPointsOfTheAirIndex) {
  auto air = facts("air.json");
  for (auto [key, on] : {std::pair{"HJ633-2012", "2026-02-28"}, {"HJ633-2026", "2026-03-01"}})
    for (const auto& [item, points] : air["iaqi_breakpoints"][key].items()) {
      auto table = national().index("AQI", kAirItems.at(item), day(on));
      ASSERT_TRUE(table) << item;
      EXPECT_EQ(table->points, points.get<std::vector<double>>()) << key << ' ' << item;
      EXPECT_EQ(table->unit, air["iaqi_units"][item]);
      auto levels = air["iaqi_levels"].get<std::vector<double>>();
      levels.resize(points.size());
      EXPECT_EQ(table->levels, levels);
    }
}

TEST_F(Facts, AirLimitsOnBothSidesOfEachChange) {
  auto limits = facts("air.json")["limits"];
  auto expect = [&](const Json& table, std::string_view on, size_t at) {
    for (const auto& [item, periods] : table.items()) {
      if (!periods.is_object()) continue;
      for (const auto& [period, values] : periods.items())
        for (size_t area = 0; area < 2 && values.is_array(); ++area)
          EXPECT_EQ(upper("GB 3095", kAirFactors.at(item), kPeriods.at(period),
                          area == 0 ? "1" : "2", on),
                    values[at + area])
              << on << ' ' << item << ' ' << period << ' ' << area;
    }
  };
  expect(limits["GB3095-2012"], "2026-02-28", 0);
  expect(limits["GB3095-2026"], "2026-03-01", 0);
  expect(limits["GB3095-2026"], "2030-12-31", 0);
  expect(limits["GB3095-2026"], "2031-01-01", 2);
  expect(limits["GB3095-2026-table2"], "2026-03-01", 0);
  for (const auto& [period, stages] : limits["GB3095-2026-table2"]["NOx"].items()) {
    EXPECT_EQ(upper("GB 3095", "a21002", kPeriods.at(period), "2", "2030-12-31"),
              stages["transition"]);
    EXPECT_EQ(upper("GB 3095", "a21002", kPeriods.at(period), "2", "2031-01-01"), stages["final"]);
  }
}

TEST_F(Facts, PercentilesAreJudgedByTheDayLimit) {
  EXPECT_EQ(upper("GB 3095", "a34004", "p95", "2", "2026-02-28"), 75);
  EXPECT_EQ(upper("GB 3095", "a34004", "p95", "2", "2026-03-01"), 60);
  EXPECT_EQ(upper("GB 3095", "a05024", "p90", "2", "2031-01-01"), 160);
  EXPECT_EQ(upper("GB 3095", "a21005", "p95", "2", "2031-01-01"), 4);
}

TEST_F(Facts, ClassesOfSurfaceWater) {
  auto water = facts("water.json")["gb3838"];
  for (const auto& item : water["table1"]) {
    if (item["limits"].is_null()) continue;
    std::string code = item["hj212"];
    for (size_t c = 0; c < water["classes"].size(); ++c) {
      std::string scope = water["classes"][c];
      bool lake_only = item.value("lake_only", false);
      auto l = national().limit("GB 3838", code, "hour", scope, day("2021-04-01"),
                                lake_only ? "water_body=lake" : "water_body=river");
      ASSERT_TRUE(l) << code << scope;
      const auto& bound = item["limits"][c];
      if (item["cmp"] == "range") {
        EXPECT_EQ(l->lower, bound[0].get<double>());
        EXPECT_EQ(l->upper, bound[1].get<double>());
      } else {
        EXPECT_EQ(item["cmp"] == "ge" ? l->lower : l->upper, bound.get<double>()) << code << scope;
      }
      if (item.contains("lake")) {
        EXPECT_EQ(upper("GB 3838", code, "hour", scope, "2021-04-01", "water_body=lake"),
                  item["lake"][c]);
      }
    }
  }
  EXPECT_FALSE(national().limit("GB 3838", "w21001", "hour", "III", day("2021-04-01")));
}

TEST_F(Facts, DrinkingWaterSources) {
  auto water = facts("water.json")["gb3838"];
  for (auto [table, clause] : {std::pair{"table2", "表2"}, {"table3", "表3"}}) {
    std::vector<double> limits;
    for (const auto& item : water[table]) limits.push_back(item["limit"]);
    EXPECT_EQ(uppers("GB 3838-2002", clause), limits);
  }
}

TEST_F(Facts, ClassesOfGroundwater) {
  auto water = facts("water.json")["gbt14848"];
  for (auto [table, clause] : {std::pair{"table1", "表1"}, {"table2", "表2"}}) {
    std::vector<double> bounds;
    for (const auto& item : water[table]) {
      const auto& limits = item["limits"];
      if (limits == "text") bounds.insert(bounds.end(), 4, 0);
      if (limits == "ph") bounds.insert(bounds.end(), {8.5, 8.5, 8.5, 9});
      for (size_t i = 0; limits.is_array() && i < limits.size(); ++i)
        bounds.push_back(limits[i] == "ND" ? 0 : limits[i].get<double>());
    }
    EXPECT_EQ(uppers("GB/T 14848-2017", clause), bounds);
  }
}

TEST_F(Facts, NoiseByZoneAndPeriod) {
  auto noise = facts("noise_soil_waste.json")["noise"];
  for (auto [key, standard] :
       {std::pair{"gb3096", "GB 3096"}, {"gb12348", "GB 12348"}, {"gb22337", "GB 22337"}})
    for (const auto& [zone, levels] : noise[key]["limits"].items()) {
      EXPECT_EQ(upper(standard, "Leq", "hour", zone + ":day", "2026-01-01"), levels[0]);
      EXPECT_EQ(upper(standard, "Ln", "day", zone + ":night", "2026-01-01"), levels[1]);
    }
  EXPECT_EQ(upper("GB 3096", "LMx", "night", "4a:night", "2026-01-01"), 70);
  EXPECT_EQ(upper("GB 12523", "Leq", "hour", "site:night", "2025-12-31"), 55);
  EXPECT_EQ(
      national().limit("GB 12523", "Leq", "hour", "site:day", day("2026-01-01"))->source.standard,
      "GB 12523-2025");
}

TEST_F(Facts, SoilScreeningAndControl) {
  auto soil = facts("noise_soil_waste.json")["soil"]["gb36600"];
  for (auto [table, clause] : {std::pair{"table1", "表1"}, {"table2", "表2"}}) {
    std::vector<double> screening, control;
    for (const auto& item : soil[table]) {
      screening.insert(screening.end(), {item["screen1"], item["screen2"]});
      control.insert(control.end(), {item["control1"], item["control2"]});
    }
    EXPECT_EQ(uppers("GB 36600-2018", clause, "screening"), screening);
    EXPECT_EQ(uppers("GB 36600-2018", clause, "control"), control);
  }
}

TEST_F(Facts, SewageWorks) {
  auto works = facts("water.json")["wwtp"][0];
  for (auto [item, code] : {std::pair{"COD", "w01018"},
                            {"BOD5", "w01017"},
                            {"SS", "w01012"},
                            {"TN", "w21001"},
                            {"NH3N", "w21003"},
                            {"TP_built_from_2006", "w21011"},
                            {"LAS", "w19002"},
                            {"petroleum", "w22001"}})
    for (size_t g = 0; g < 4; ++g)
      EXPECT_EQ(upper("GB 18918", code, "day", std::array{"1A", "1B", "2", "3"}[g], "2026-01-01"),
                works[item][g].is_null() ? Json(-1) : works[item][g])
          << item;
  EXPECT_EQ(upper("GB 18918", "w21003", "day", "1A", "2026-01-01", "temperature<=12"), 8);
}

TEST_F(Facts, BoilersAndWasteWater) {
  auto standards = facts("sources.json")["standards"];
  auto boilers = standards[0];
  ASSERT_EQ(boilers["code"], "GB 13271-2014");
  for (const auto& [table, items] : boilers["tables"].items())
    for (auto [item, code] : {std::pair{"PM", "a34013"}, {"SO2", "a21026"}, {"NOx", "a21002"}})
      for (size_t f = 0; f < 3; ++f)
        EXPECT_EQ(
            upper("GB 13271", code, "hour",
                  table.substr(0, 6) + ":" + boilers["order"][f].get<std::string>(), "2026-01-01"),
            items[item][f]);
  const auto& waste = standards.back();
  ASSERT_EQ(waste["code"], "GB 8978-1996");
  std::vector<double> numbers;
  for (const auto& item : waste["table4"])
    for (auto level : {"L1", "L2", "L3"})
      if (item[level].is_number()) numbers.push_back(item[level]);
  auto found = uppers("GB 8978-1996", "表4");
  std::erase_if(found, [](double x) { return x <= 0; });  // not detectable, at least
  for (double written : {9., 9., 9.}) found.erase(std::ranges::find(found, written));  // pH
  for (double written : {.5, .5}) {  // residual chlorine "<0.5" is text
    auto last = std::find(found.rbegin(), found.rend(), written);
    found.erase(std::next(last).base());
  }
  EXPECT_EQ(found.size(), numbers.size());
  std::ranges::sort(found);
  std::ranges::sort(numbers);
  EXPECT_EQ(found, numbers);
}

TEST_F(Facts, EveryCodeOfHj212) {
  auto factors = facts("hj212.json")["factors"];
  for (auto medium : {"water", "air", "noise", "process", "extra", "info"})
    for (const auto& item : factors[medium]) {
      auto factor = national().factor(item["code"].get<std::string>());
      ASSERT_TRUE(factor) << item["code"];
      EXPECT_EQ(factor->code, item["code"]);
      if (auto old = item.find("old"); old != item.end() && old->is_string()) {
        EXPECT_EQ(factor->old_code, *old);
      }
    }
  for (const auto& [old, code] : factors["old_codes"].items())
    EXPECT_EQ(national().factor(old)->code, code);
  EXPECT_EQ(national().factor("a34004")->unit, "ug/m3");
  EXPECT_EQ(national().factor("CO")->unit, "mg/m3");
}

TEST_F(Facts, ValidityAndCompositeIndex) {
  auto air = facts("air.json");
  auto number = [](std::string_view name, std::string_view on, std::string_view scope = {}) {
    auto rule = national().rule(name, day(on), scope);
    return rule ? rule->number() : -1;
  };
  for (auto on : {"2013-03-01", "2026-11-21"})
    for (auto [ours, name] : {std::pair{"hour_minutes", "hour_minutes"},
                              {"day_hours", "day_hours"},
                              {"o3_8h_hours", "o3_8h_hours"},
                              {"mda8_8h_values", "mda8_8h_values"},
                              {"month_days", "month_days"},
                              {"february_days", "feb_days"},
                              {"year_days", "year_days"}})
      EXPECT_EQ(number(std::string("air.valid.") + ours, on), air["validity"][name]) << name;
  for (auto [key, on] : {std::pair{"old", "2026-02-28"}, {"new", "2026-03-01"}})
    for (auto [item, code] : {std::pair{"SO2", "a21026"},
                              {"NO2", "a21004"},
                              {"PM10", "a34002"},
                              {"PM25", "a34004"},
                              {"CO", "a21005"},
                              {"O3", "a05024"}}) {
      const auto& index = air["composite_index"][key];
      EXPECT_EQ(number(std::string("air.composite.divisor.") + code, on), index["S"][item]);
      EXPECT_EQ(number(std::string("air.composite.weight.") + code, on), index["weights"][item]);
    }
  EXPECT_EQ(number("air.reference.kelvin", "2018-08-31"), 273.15);
  EXPECT_EQ(number("air.reference.kelvin", "2018-09-01"), 298.15);
}

TEST_F(Facts, EveryRowSaysWhereItStands) {
  const auto& t = national().tables();
  EXPECT_GT(t.limits.size(), 1600u);
  EXPECT_GT(t.factors.size(), 590u);
  EXPECT_GT(t.rules.size(), 400u);
  // What no official text or two public sources support is never called verified.
  for (const auto& l : t.limits)
    if (l.source.standard.starts_with("DB41") || l.source.standard.starts_with("GB 18918")) {
      EXPECT_EQ(l.source.confidence, "memory") << l.id;
    }
}

}  // namespace qs::standard
