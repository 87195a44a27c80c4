#include "base/csv.h"
#include "base/decimal.h"
#include "base/json.h"
#include "kernel/evaluate/air_days.h"
#include "kernel/evaluate/air_year.h"
#include "kernel/evaluate/black_odorous.h"
#include "kernel/evaluate/composite.h"
#include "kernel/evaluate/ranking.h"
#include "kernel/observe/percentile.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

Json facts() {
  auto text = read_file(shared("standards/air.json"));
  return text ? Json::parse(*text) : Json();
}

TEST(Composite, WorkedSampleOldAndNew) {
  QS_NEEDS(shared("standards/air.json"));
  auto table = facts();
  auto sample = table["test_index_sample"];
  std::map<std::string, double, std::less<>> values;
  for (auto& [name, code] : std::map<std::string, std::string>{{"SO2", "a21026"},
                                                               {"NO2", "a21004"},
                                                               {"PM10", "a34002"},
                                                               {"PM25", "a34004"},
                                                               {"CO", "a21005"},
                                                               {"O3", "a05024"}})
    values[code] = sample["c"][name].get<double>();
  auto old = composite_index(national(), values, day(2025, 12, 31));
  ASSERT_TRUE(old) << old.error().message();
  EXPECT_EQ(old->index, round_half_even(sample["old"].get<double>(), 2));
  EXPECT_EQ(old->primary, std::vector<std::string>{"a34004"});
  auto now = composite_index(national(), values, day(2026, 5, 1));
  ASSERT_TRUE(now) << now.error().message();
  EXPECT_EQ(now->index, 9.838);  // 9.8383 by the three decimals of the rule
  EXPECT_NE(now->confidence, "verified");
  values.erase("a21005");
  EXPECT_FALSE(composite_index(national(), values, day(2026, 5, 1)));
}

TEST(Ranking, EqualsShareARankAndTheNextSkips) {
  EXPECT_EQ(ranks(std::vector<double>{4.1, 3.2, 4.1, 5.0}), (std::vector<size_t>{2, 1, 2, 4}));
  EXPECT_DOUBLE_EQ(change_percent(4.5, 5), -10);
}

TEST(AirDays, CountsGoodAndHeavyOfTheValidDays) {
  std::vector<std::optional<int>> aqi{50, 100, 101, 200, 201, 301, std::nullopt};
  auto days = count_days(national(), aqi, day(2026, 5, 1));
  ASSERT_TRUE(days) << days.error().message();
  EXPECT_EQ(days->days, 7u);
  EXPECT_EQ(days->valid, 6u);
  EXPECT_EQ(days->good, 2u);
  EXPECT_EQ(days->heavy, 2u);
  EXPECT_EQ(days->good_share, 33.3);
  EXPECT_EQ(days->by_level, (std::vector<size_t>{1, 1, 1, 1, 1, 1}));
  EXPECT_FALSE(count_days(national(), {}, day(2026, 5, 1))->good_share);
}

TEST(AirYear, PercentileSampleOfTheFactTable) {
  QS_NEEDS(shared("standards/air.json"));
  auto table = facts();
  auto x = table["test_percentile_sample"]["x"].get<std::vector<double>>();
  EXPECT_NEAR(*observe::percentile(x, 95), table["test_percentile_sample"]["p95"].get<double>(),
              1e-9);
}

TEST(AirYear, MeansAndPercentilesAreRoundedAndJudgedByTheYear) {
  DailyValues daily;
  for (auto factor : {"a21026", "a21004", "a34002", "a34004", "a05024"})
    daily[factor] = std::vector<double>(330, 30);
  daily["a21005"] = std::vector<double>(330, 1.25);
  auto period = Period::of(PeriodKind::year, start_of(day(2025, 6, 1)));
  Basis grade2{"GB 3095", "2", {}};
  auto year = evaluate_year(national(), "city", period, daily, grade2);
  ASSERT_TRUE(year) << year.error().message();
  EXPECT_EQ(year->verdicts.size(), 10u);
  EXPECT_EQ(year->outcome, Outcome::meets);
  EXPECT_EQ(year->composite.at("a21005"), 1.2);  // half to even
  daily["a34004"].assign(330, 35.5);
  EXPECT_EQ(evaluate_year(national(), "city", period, daily, grade2)->outcome, Outcome::exceeds);
  daily["a34004"].assign(323, 30);
  EXPECT_EQ(evaluate_year(national(), "city", period, daily, grade2)->outcome,
            Outcome::not_enough_data);
  auto now = Period::of(PeriodKind::year, start_of(day(2026, 6, 1)));
  daily["a34004"].assign(330, 30.04);
  EXPECT_EQ(evaluate_year(national(), "city", now, daily, grade2)->composite.at("a34004"), 30.0);
}

TEST(BlackOdorous, PointsAndWaters) {
  auto law = day(2026, 5, 1);
  BlackOdourSample clear{
      {{"w01004", 40}, {"w01009", 5}, {"w21003", 1}, {"wx-orp", 120}}, {}, false};
  auto light = clear, heavy = clear, shallow = clear;
  light.values["w01009"] = 1.5;
  heavy.values["w01009"] = 0.1;
  shallow.values["w01004"] = 9;
  auto grade = [&](const std::vector<BlackOdourSample>& samples) {
    auto p = grade_point(national(), samples, law);
    EXPECT_TRUE(p) << (p ? "" : p.error().message());
    return p ? p->grade : BlackOdour::none;
  };
  EXPECT_EQ(grade({clear}), BlackOdour::none);
  EXPECT_EQ(grade({light, clear}), BlackOdour::light);
  EXPECT_EQ(grade({heavy, heavy, clear}), BlackOdour::heavy);  // 67 % of one item
  EXPECT_EQ(grade({heavy, clear, clear}), BlackOdour::light);  // 33 %
  auto both = heavy;
  both.values["w21003"] = 16;
  EXPECT_EQ(grade({both, clear, clear}), BlackOdour::heavy);  // two items at 33 %
  EXPECT_EQ(grade({shallow}), BlackOdour::heavy);
  shallow.depth_cm = 20;  // judged by 40 % of its depth: 8 cm
  EXPECT_EQ(grade({shallow}), BlackOdour::none);
  shallow.clear_to_bottom = true;
  shallow.values["w01004"] = 1;
  EXPECT_EQ(grade({shallow}), BlackOdour::none);
}

TEST(BlackOdorous, AReachIsHeavyFromARunOfPointsAWholeWaterFromTheirShare) {
  using enum BlackOdour;
  auto law = day(2026, 5, 1);
  auto water = [&](std::vector<BlackOdour> points) {
    return grade_water(national(), points, law)->grade;
  };
  EXPECT_EQ(water({none, heavy, none, none}), light);
  EXPECT_EQ(water({none, heavy, heavy, heavy, none, none}), heavy);
  EXPECT_EQ(water({heavy, heavy, none}), heavy);  // 67 %
  EXPECT_EQ(water({none, none}), none);
}

}  // namespace
}  // namespace qs::evaluate
