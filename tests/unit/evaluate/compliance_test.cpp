#include "kernel/evaluate/compliance.h"

#include "kernel/evaluate/noise.h"
#include "kernel/evaluate/outlet.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

observe::Statistic statistic(std::string factor, std::string kind, Day on, double value,
                             observe::Mark mark = observe::Mark::normal) {
  observe::Statistic s;
  s.site = "S01";
  s.factor = std::move(factor);
  s.statistic = std::move(kind);
  s.period = Period::of(s.statistic == "hour"   ? PeriodKind::hour
                        : s.statistic == "year" ? PeriodKind::year
                                                : PeriodKind::day,
                        start_of(on));
  s.value = s.full = value;
  s.mark = mark;
  return s;
}

TEST(Compliance, TheLimitOfTheDateOfTheDataJudgesAndIsCited) {
  Basis grade2{"GB 3095", "2", {}};
  auto before = judge(national(), statistic("a34004", "day", day(2026, 2, 28), 75), grade2);
  EXPECT_EQ(before.outcome, Outcome::meets);
  EXPECT_EQ(before.standard, "GB 3095-2012");
  auto after = judge(national(), statistic("a34004", "day", day(2026, 3, 1), 75), grade2);
  EXPECT_EQ(after.outcome, Outcome::exceeds);
  EXPECT_EQ(after.standard, "GB 3095-2026");
  EXPECT_EQ(after.limit_value, 60);
  EXPECT_DOUBLE_EQ(after.multiple, 0.25);
  EXPECT_FALSE(after.clause.empty());
  EXPECT_EQ(after.confidence, "verified");
  auto final = judge(national(), statistic("a34004", "day", day(2031, 1, 1), 55), grade2);
  EXPECT_EQ(final.limit_value, 50);
  EXPECT_EQ(final.outcome, Outcome::exceeds);
  auto year = judge(national(), statistic("a34004", "year", day(2026, 7, 1), 31), grade2);
  EXPECT_EQ(year.limit_value, 30);  // 2026 is judged by what it ended under
}

TEST(Compliance, RoundedOrFullAsTheRowSays) {
  auto s = statistic("a34004", "day", day(2026, 5, 1), 60);
  s.full = 60.4;
  Basis grade2{"GB 3095", "2", {}};
  EXPECT_EQ(judge(national(), s, grade2).outcome, Outcome::meets);  // rounded
  auto rows = national().limits("GB 3095", "a34004", day(2026, 5, 1));
  auto row = *binding(rows, "day", "2", {});
  row.judge_rounded = false;
  EXPECT_EQ(judge(national(), s, row).outcome, Outcome::exceeds);
}

TEST(Compliance, NoLimitAndNotEnoughDataAreFindings) {
  auto s = statistic("a34004", "hour", day(2026, 5, 1), 500);
  EXPECT_EQ(judge(national(), s, Basis{"GB 3095", "2", {}}).outcome, Outcome::no_limit);
  s = statistic("a34004", "day", day(2026, 5, 1), 500, observe::Mark::insufficient);
  auto verdict = judge(national(), s, Basis{"GB 3095", "2", {}});
  EXPECT_EQ(verdict.outcome, Outcome::not_enough_data);
  EXPECT_EQ(verdict.limit_value, 60);
}

TEST(Condition, Grammar) {
  Circumstances known{{"pH", "6.5"}, {"water_body", "lake"}, {"temperature", "12"}};
  EXPECT_TRUE(holds("", known));
  EXPECT_TRUE(holds("water_body=lake", known));
  EXPECT_FALSE(holds("water_body=river", known));
  EXPECT_TRUE(holds("temperature<=12", known));
  EXPECT_FALSE(holds("temperature<12", known));
  EXPECT_TRUE(holds("5.5<pH<=6.5", known));
  EXPECT_FALSE(holds("6.5<pH<=7.5", known));
  EXPECT_TRUE(holds("water_body=lake&temperature>=12", known));
  EXPECT_FALSE(holds("boiler=new", known));
}

TEST(Noise, ZonesPeriodsAndTheSuddenNoiseOfTheNight) {
  auto law = day(2026, 5, 1);
  EXPECT_EQ(*noise_period(national(), 5, law), NoisePeriod::night);
  EXPECT_EQ(*noise_period(national(), 6, law), NoisePeriod::day);
  EXPECT_EQ(*noise_period(national(), 21, law), NoisePeriod::day);
  EXPECT_EQ(*noise_period(national(), 22, law), NoisePeriod::night);
  auto limit = [&](std::string zone, NoisePeriod period) {
    NoiseSite site{"N1", "GB 3096", std::move(zone), false, {}};
    auto s = statistic(period == NoisePeriod::day ? "Ld" : "Ln", "day", law, 60.5);
    return judge_level(national(), site, period, s).limit_value;
  };
  const std::map<std::string, std::pair<double, double>> zones{{"0", {50, 40}},  {"1", {55, 45}},
                                                               {"2", {60, 50}},  {"3", {65, 55}},
                                                               {"4a", {70, 55}}, {"4b", {70, 60}}};
  for (const auto& [zone, limits] : zones) {
    EXPECT_EQ(limit(zone, NoisePeriod::day), limits.first) << zone;
    EXPECT_EQ(limit(zone, NoisePeriod::night), limits.second) << zone;
  }
  NoiseSite two{"N1", "GB 3096", "2", false, {}};
  auto level = judge_level(national(), two, NoisePeriod::day, statistic("Ld", "day", law, 60.5));
  EXPECT_EQ(level.outcome, Outcome::exceeds);
  EXPECT_EQ(level.multiple, 0);  // a level has no multiple
  EXPECT_EQ(judge_sudden(national(), two, statistic("LMx", "day", law, 65)).outcome,
            Outcome::meets);
  EXPECT_EQ(judge_sudden(national(), two, statistic("LMx", "day", law, 65.1)).outcome,
            Outcome::exceeds);
  NoiseSite factory{"N2", "GB 12348", "2", false, {}};
  EXPECT_EQ(judge_sudden(national(), factory, statistic("LMx", "day", law, 61), true).limit_value,
            60);
  factory.indoors = true;
  EXPECT_EQ(judge_level(national(), factory, NoisePeriod::night, statistic("Leq", "day", law, 41))
                .limit_value,
            40);
}

TEST(Noise, BackgroundCorrection) {
  auto law = day(2026, 5, 1);
  auto corrected = [&](double measured, double background) {
    auto c = background_correction(national(), measured, background, law);
    EXPECT_TRUE(c) << (c ? "" : c.error().message());
    return c ? c->value_or(-99) : -98;
  };
  EXPECT_EQ(corrected(60, 45), 0);
  EXPECT_EQ(corrected(60, 50), -1);
  EXPECT_EQ(corrected(60, 54), -1);
  EXPECT_EQ(corrected(60, 55), -2);
  EXPECT_EQ(corrected(60, 57), -3);
  EXPECT_EQ(corrected(60, 58), -99);
}

OutletVerdict outlet(observe::Statistic s, const Basis& basis) {
  auto v = judge_outlet(national(), s, basis);
  EXPECT_TRUE(v) << (v ? "" : v.error().message());
  return v ? *v : OutletVerdict{};
}

TEST(Outlet, GasByTheHourWithLevels) {
  auto law = day(2026, 5, 1);
  Basis boiler{"GB 13271", "table3:gas", {}};
  auto nox = [&](double v, observe::Mark m = observe::Mark::normal) {
    return outlet(statistic("a21002", "hour", law, v, m), boiler);
  };
  EXPECT_EQ(nox(100).level, OutletLevel::none);
  EXPECT_EQ(nox(120).level, OutletLevel::near);
  EXPECT_EQ(nox(151).level, OutletLevel::exceeds);
  EXPECT_EQ(nox(300).level, OutletLevel::severe);
  EXPECT_DOUBLE_EQ(nox(300).verdict.multiple, 1);
  auto kept_out = nox(300, observe::Mark::calibration);
  EXPECT_TRUE(kept_out.excluded);
  EXPECT_EQ(kept_out.verdict.outcome, Outcome::not_enough_data);
  EXPECT_TRUE(nox(300, observe::Mark::over_range).suspicious);
}

TEST(Outlet, TheStrictestOfStandardPermitAndLocalRuleBindsAndIsCited) {
  auto law = day(2026, 5, 1);
  Basis boiler{"GB 13271", "table3:gas", {}};
  standard::Limit permit{.id = "outlet_limit/1",
                         .factor = "a21026",
                         .statistic = "hour",
                         .scope = {},
                         .upper = 30'000,  // ug/m3, where the standard writes 50 mg/m3
                         .unit = "ug/m3",
                         .condition = {},
                         .source = {"permit", "clause", law, {}, "verified"}};
  auto local = national().limits("DB41/2089", "a21026", law);
  auto gas = binding(local, "hour", "gas", {});
  ASSERT_TRUE(gas);
  auto judged = [&](double v, std::vector<const standard::Limit*> also) {
    return judge_outlet(national(), statistic("a21026", "hour", law, v), boiler, also)->verdict;
  };
  EXPECT_EQ(judged(31'000, {}).outcome, Outcome::meets);
  auto by_permit = judged(31'000, {&permit});
  EXPECT_EQ(by_permit.outcome, Outcome::exceeds);
  EXPECT_EQ(by_permit.limit_id, permit.id);
  EXPECT_EQ(judged(31'000, {&permit, gas}).limit_id, gas->id);
  permit.upper = 90'000;
  EXPECT_EQ(judged(51'000, {&permit}).standard, "GB 13271-2014");
}

TEST(Outlet, ARunOfExceedancesGrowsAndMarkedHoursNeitherBreakNorLengthenIt) {
  auto law = day(2026, 5, 1);
  Basis boiler{"GB 13271", "table3:gas", {}};
  auto bad = outlet(statistic("a21002", "hour", law, 160), boiler);
  auto good = outlet(statistic("a21002", "hour", law, 100), boiler);
  auto marked = outlet(statistic("a21002", "hour", law, 0, observe::Mark::fault), boiler);
  auto level = [&](const std::vector<OutletVerdict>& run) {
    return *level_of_run(national(), run, law);
  };
  EXPECT_EQ(level({}), OutletLevel::none);
  EXPECT_EQ(level({good, bad}), OutletLevel::exceeds);
  EXPECT_EQ(level({bad, bad, marked}), OutletLevel::exceeds);
  EXPECT_EQ(level({bad, marked, bad, bad}), OutletLevel::severe);
  EXPECT_EQ(level({bad, bad, good, bad}), OutletLevel::exceeds);
  EXPECT_EQ(level(std::vector<OutletVerdict>(24, bad)), OutletLevel::lasting);
}

TEST(Outlet, WaterByTheDayWithTemperatureAndPhRange) {
  auto law = day(2026, 5, 1);
  Basis plant{"GB 18918", "1A", {}};
  EXPECT_EQ(outlet(statistic("w01018", "day", law, 50), plant).verdict.outcome, Outcome::meets);
  EXPECT_EQ(outlet(statistic("w01018", "day", law, 51), plant).verdict.outcome, Outcome::exceeds);
  EXPECT_EQ(outlet(statistic("w21003", "day", law, 6), plant).verdict.outcome, Outcome::exceeds);
  plant.known["temperature"] = "11.5";
  EXPECT_EQ(outlet(statistic("w21003", "day", law, 6), plant).verdict.outcome, Outcome::meets);
  auto ph = outlet(statistic("w01001", "day", law, 5.5), plant).verdict;
  EXPECT_EQ(ph.outcome, Outcome::exceeds);
  EXPECT_EQ(ph.limit_value, 6);
  EXPECT_EQ(ph.multiple, 0);
  EXPECT_EQ(outlet(statistic("w01001", "day", law, 9.2), plant).verdict.limit_value, 9);
}

}  // namespace
}  // namespace qs::evaluate
