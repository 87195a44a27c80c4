#include "kernel/evaluate/water_class.h"

#include <functional>

#include "base/csv.h"
#include "base/decimal.h"
#include "base/json.h"
#include "kernel/evaluate/basin.h"
#include "kernel/evaluate/city_water_index.h"
#include "kernel/evaluate/groundwater.h"
#include "kernel/evaluate/trophic.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

const Day kLaw = day(2026, 5, 1);

WaterJudge prepared(WaterBody body) {
  auto judge = WaterJudge::prepared(national(), kLaw, body);
  EXPECT_TRUE(judge) << (judge ? "" : judge.error().message());
  return judge ? *judge : WaterJudge{};
}

Json facts() {
  auto text = read_file(shared("standards/water.json"));
  return text ? Json::parse(*text) : Json();
}

// An amount of the fact table (mg/L) in the unit that the factor is kept in.
double kept(std::string_view factor, double amount, std::string_view unit = "mg/L") {
  auto known = national().factor(factor);
  if (!known) return amount;
  auto value = national().convert(amount, unit, known->unit);
  return value ? round_half_even(*value, 12) : amount;
}

// Grades every bound of a row of the fact table: the bound itself has its class (equal bounds: the
// better one), and just beyond it the next different class.
void expect_bounds(const std::string& name, const std::vector<double>& bounds, bool at_least,
                   const std::function<int(double)>& rank) {
  for (size_t i = 0; i < bounds.size(); ++i) {
    size_t first = i, last = i;
    while (first > 0 && bounds[first - 1] == bounds[i]) --first;
    while (last + 1 < bounds.size() && bounds[last + 1] == bounds[i]) ++last;
    EXPECT_EQ(rank(bounds[i]), static_cast<int>(first) + 1) << name << ' ' << bounds[i];
    double beyond = bounds[i] * (at_least ? 0.999 : 1.001);
    EXPECT_EQ(rank(beyond), static_cast<int>(last) + 2) << name << " beyond " << bounds[i];
  }
}

TEST(WaterClass, EveryBoundOfTable1GivesItsClassInRiversAndLakes) {
  QS_NEEDS(shared("standards/water.json"));
  auto river = prepared(WaterBody::river), lake = prepared(WaterBody::lake);
  size_t items = 0;
  auto table = facts();
  for (auto& row : table["gb3838"]["table1"]) {
    if (row["limits"].is_null() || row["cmp"] == "range") continue;
    auto factor = row["hj212"].get<std::string>(), name = row["name"].get<std::string>();
    auto unit = row["unit"].get<std::string>();
    auto by = [&](const WaterJudge& judge) {
      return [&, factor](double v) {
        auto item = judge.grade_item(factor, {kept(factor, v, unit)});
        return item ? item->rank : -1;
      };
    };
    bool at_least = row["cmp"] == "ge";
    auto bounds = row["limits"].get<std::vector<double>>();
    if (name != "总氮") expect_bounds(name, bounds, at_least, by(river));
    if (row.contains("lake")) bounds = row["lake"].get<std::vector<double>>();
    expect_bounds(name + " (lake)", bounds, at_least, by(lake));
    ++items;
  }
  EXPECT_EQ(items, 22u);  // 24 without temperature and pH
}

TEST(WaterClass, WorkedSamplesOfTheFactTable) {
  QS_NEEDS(shared("standards/water.json"));
  auto river = prepared(WaterBody::river);
  auto table = facts();
  for (auto& sample : table["tests_sample"]) {
    ASSERT_EQ(sample["item"], "氨氮");
    auto grade = river.grade({{"w21003", {sample["value"].get<double>()}}});
    EXPECT_EQ(grade.code, sample["cls"].get<std::string>()) << sample["value"];
  }
}

TEST(WaterClass, TheWorstItemDecidesAndUnplannedOrUnevaluatedItemsDoNot) {
  auto river = prepared(WaterBody::river);
  WaterValues values{{"w01001", {7.5}},  {"w01009", {8.0}}, {"w01019", {3.0}}, {"w21003", {1.2}},
                     {"w21011", {0.08}}, {"w21001", {9.9}}, {"w01010", {35.0}}};
  auto grade = river.grade(values);
  EXPECT_EQ(grade.code, "IV");
  EXPECT_EQ(grade.items.size(), 5u);
  EXPECT_EQ(grade.main, std::vector<std::string>{"w21003"});
  EXPECT_EQ(with_multiple(national(), grade.items[3]), "氨氮(0.20)");
  EXPECT_EQ(grade.standard, "GB 3838-2002");
  EXPECT_EQ(meets_target(river, grade, "III"), false);
  EXPECT_EQ(meets_target(river, grade, "IV"), true);
}

TEST(WaterClass, PhOutsideItsRangeIsWorseThanFiveWithoutMultiple) {
  auto river = prepared(WaterBody::river);
  EXPECT_EQ(river.grade({{"w01001", {9.0}}}).code, "I");
  auto high = river.grade({{"w01001", {9.01}}});
  EXPECT_EQ(high.code, "劣V");
  EXPECT_EQ(high.items[0].multiple, 0);
  EXPECT_EQ(river.grade({{"w01001", {5.99}}}).code, "劣V");
  EXPECT_EQ(river.grade({{"w01009", {1.9}}}).items[0].multiple, 0);
}

TEST(WaterClass, AMissingPlannedItemGivesNoClassAndAnUndetectedOneIsClassOne) {
  auto river = prepared(WaterBody::river);
  auto grade = river.grade({{"w21003", {0.1}}, {"w01019", {}}});
  EXPECT_FALSE(grade.rank);
  EXPECT_NE(grade.reason.find("w01019"), std::string::npos);
  EXPECT_EQ(river.grade({{"w23002", {0.01, true}}}).code, "I");
  EXPECT_FALSE(river.grade({}).rank);
}

TEST(WaterClass, MainPollutantsAreTheWorstThreeHeavyMetalsFirst) {
  auto river = prepared(WaterBody::river);
  auto grade = river.grade({{"w01018", {35.0}},    // V
                            {"w21003", {2.5}},     // worse, 1.5 over
                            {"w21011", {0.9}},     // worse, 3.5 over
                            {"w01019", {11.0}},    // V, 0.83 over
                            {"w20144", {0.08}}});  // lead, V
  EXPECT_EQ(grade.main, (std::vector<std::string>{"w20144", "w21011", "w21003"}));
  EXPECT_TRUE(river.grade({{"w01018", {18.0}}}).main.empty());
}

std::vector<WaterGrade> sections(std::vector<std::pair<int, int>> ranks) {
  std::vector<WaterGrade> out;
  for (auto [rank, count] : ranks)
    for (int i = 0; i < count; ++i) {
      WaterGrade g;
      g.rank = rank;
      g.items = {{"w21003", 1, rank, 0, {}}};
      out.push_back(g);
    }
  return out;
}

TEST(Basin, GradesByTheSharesOfGoodAndWorst) {
  auto judge = prepared(WaterBody::river);
  auto grade = [&](std::vector<std::pair<int, int>> ranks) {
    auto g = grade_basin(national(), judge, sections(std::move(ranks)), kLaw);
    EXPECT_TRUE(g) << (g ? "" : g.error().message());
    return g ? g->category : "";
  };
  EXPECT_EQ(grade({{2, 9}, {6, 1}}), "excellent");
  EXPECT_EQ(grade({{3, 75}, {4, 25}}), "good");
  EXPECT_EQ(grade({{3, 74}, {4, 7}, {6, 19}}), "light");
  EXPECT_EQ(grade({{3, 70}, {4, 10}, {6, 20}}), "medium");
  EXPECT_EQ(grade({{3, 59}, {6, 41}}), "heavy");
  EXPECT_EQ(grade({{3, 60}, {6, 40}}), "heavy");  // the gap of the table: taken as heavy
  EXPECT_FALSE(grade_basin(national(), judge, sections({{2, 4}}), kLaw));
  auto main = grade_basin(national(), judge, sections({{2, 4}, {5, 2}}), kLaw);
  EXPECT_EQ(main->main, std::vector<std::string>{"w21003"});
}

TEST(Basin, Trends) {
  EXPECT_EQ(section_trend(national(), 4, 3, kLaw), Trend::better);
  EXPECT_EQ(section_trend(national(), 1, 2, kLaw), Trend::none);  // both 优
  EXPECT_EQ(section_trend(national(), 3, 6, kLaw), Trend::clearly_worse);
  BasinGrade before{100, {}, 60, 10, {}, {}}, now = before;
  now.good = 70;
  EXPECT_EQ(basin_trend(national(), before, now, kLaw), Trend::none);
  now.worst = 9;
  EXPECT_EQ(basin_trend(national(), before, now, kLaw), Trend::better);
  now.good = 39;
  EXPECT_EQ(basin_trend(national(), before, now, kLaw), Trend::worse);
  now.good = 30;
  EXPECT_EQ(basin_trend(national(), before, now, kLaw), Trend::clearly_worse);
  EXPECT_DOUBLE_EQ(*spearman(std::vector<double>{1, 2, 3, 4, 5}, 5), 1);
  EXPECT_DOUBLE_EQ(*spearman(std::vector<double>{9, 7, 5, 3, 1}, 5), -1);
  EXPECT_FALSE(spearman(std::vector<double>{1, 2, 3, 4}, 5));
}

TEST(CityWaterIndex, SumsSingleIndicesOfTheMeans) {
  auto river = prepared(WaterBody::river);
  std::vector<WaterValues> two{{{"w21003", {0.4}}, {"w01009", {10.0}}, {"w01001", {8.0}}},
                               {{"w21003", {0.6}}, {"w01009", {10.0}}, {"w01001", {8.0}}}};
  auto index = water_index(national(), river, two, kLaw);
  ASSERT_TRUE(index) << index.error().message();
  EXPECT_NEAR(index->index, 0.5 / 1 + 5.0 / 10 + (8.0 - 7) / (9 - 7), 1e-12);
  EXPECT_NEAR(*single_water_index(river, "w01001", 6.5, 7), 0.5, 1e-12);
  EXPECT_DOUBLE_EQ(city_water_index(6, 3, 10, 1), 7);
}

TEST(Trophic, WorkedSampleOfTheFactTable) {
  QS_NEEDS(shared("standards/water.json"));
  auto table = facts();
  auto in = table["tests_tli_sample"]["input"], single = table["tests_tli_sample"]["single"];
  const std::map<std::string, std::pair<std::string, std::string>> names{
      {"chla", {"w01016", "ug/L"}},
      {"TP", {"w21011", "mg/L"}},
      {"TN", {"w21001", "mg/L"}},
      {"SD", {"w01004", "m"}},
      {"CODMn", {"w01019", "mg/L"}}};
  std::map<std::string, double, std::less<>> values;
  for (const auto& [name, to] : names)
    values[to.first] = kept(to.first, in[name].get<double>(), to.second);
  auto state = trophic_state(national(), values, kLaw);
  ASSERT_TRUE(state) << state.error().message();
  for (const auto& [name, to] : names)
    for (const auto& [factor, index] : state->items)
      if (factor == to.first) {
        EXPECT_NEAR(index, single[name].get<double>(), 0.005) << name;
      }
  EXPECT_NEAR(state->tli, 56.08, 0.005);
  EXPECT_EQ(state->category, "light");
  values["w01016"] = 0;
  EXPECT_FALSE(trophic_state(national(), values, kLaw));
}

TEST(Groundwater, EveryBoundOfTable1GivesItsClass) {
  QS_NEEDS(shared("standards/water.json"));
  auto judge = GroundwaterJudge::prepared(national(), kLaw);
  ASSERT_TRUE(judge) << judge.error().message();
  const std::map<std::string, std::string> aliases{
      {"色", "色度"}, {"挥发性酚类", "挥发酚"}, {"耗氧量", "高锰酸盐指数"}};
  size_t items = 0;
  auto table = facts();
  for (auto part : {"table1", "table2"})
    for (auto& row : table["gbt14848"][part]) {
      if (!row["limits"].is_array() || row["limits"].size() != 4 || !row["limits"][0].is_number())
        continue;
      auto name = row["name"].get<std::string>();
      if (aliases.contains(name)) name = aliases.at(name);
      for (const auto& factor : national().tables().factors) {
        if (factor.name_zh != name || !judge->ladder(factor.code)) continue;
        auto rank = [&](double v) {
          auto unit = row["unit"] == "铂钴度" ? factor.unit : row["unit"].get<std::string>();
          auto g = judge->grade({{factor.code, {kept(factor.code, v, unit)}}});
          return g.rank.value_or(-1);
        };
        expect_bounds(name, row["limits"].get<std::vector<double>>(), false, rank);
        ++items;
        break;
      }
    }
  EXPECT_GE(items, 77u);  // those whose names the factors share
  EXPECT_EQ(judge->grade({{"w01001", {8.6}}}).code, "IV");
  EXPECT_EQ(judge->grade({{"w01001", {5.4}}}).code, "V");
  EXPECT_EQ(judge->grade({{"w01001", {7.0}}, {"w21003", {1.6}}}).main,
            std::vector<std::string>{"w21003"});
}

}  // namespace
}  // namespace qs::evaluate
