#include "kernel/observe/control.h"

#include <gtest/gtest.h>

namespace qs::observe {
namespace {

using std::chrono::hours;

const Day kDay{std::chrono::year{2026} / 5 / 1};

standard::Rule rule(std::string name, std::string scope, std::string value, std::string unit) {
  return {.name = std::move(name),
          .value = std::move(value),
          .unit = std::move(unit),
          .scope = std::move(scope),
          .source = {"HJ", "1", std::chrono::year{2018} / 3 / 1, {}, "memory"}};
}

standard::Library library() {
  standard::Tables tables;
  tables.units = {{"%", "%", "percent"}, {"mg/L", "mg/L", "mass_in_water"}};
  tables.rules = {rule("gas.out_of_control.drift", "gas_zero", "5", "%"),
                  rule("gas.drift.target", "gas_zero", "2.5", "%"),
                  rule("water.waste.comparison", "w01018::30", "5", "mg/L"),
                  rule("water.waste.comparison", "w01018:30:60", "30", "%"),
                  rule("water.waste.comparison", "w01018:100", "15", "%")};
  standard::Faults faults;
  return {std::move(tables), faults};
}

TEST(Control, DriftIsJudgedByTargetAndLimitEitherWay) {
  auto law = library();
  EXPECT_EQ(*judge_drift(law, "gas_zero", -2.5, kDay), Drift::fine);
  EXPECT_EQ(*judge_drift(law, "gas_zero", 5, kDay), Drift::adjust);
  EXPECT_EQ(*judge_drift(law, "gas_zero", -5.1, kDay), Drift::out);
  EXPECT_FALSE(judge_drift(law, "no_such_item", 1, kDay));
}

TEST(Control, OutOfControlReachesBackToTheLastGoodCalibration) {
  auto t = start_of(kDay);
  std::vector<ControlCheck> checks{
      {t, false}, {t + hours{24}, true}, {t + hours{30}, true}, {t + hours{48}, false}};
  auto spans = out_of_control(checks, t + hours{100});
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0], (Span{t, t + hours{48}}));
  checks.push_back({t + hours{72}, true});
  spans = out_of_control(checks, t + hours{100});
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[1], (Span{t + hours{48}, t + hours{100}}));
  EXPECT_EQ(out_of_control(std::span(checks).subspan(1, 1), t + hours{30})[0].from, t + hours{24});
}

TEST(Control, AManualSampleConfirmsWithinItsBand) {
  auto law = library();
  auto low = allowed_difference(law, "w01018", 20, kDay);
  ASSERT_TRUE(low);
  EXPECT_FALSE(low->relative);
  EXPECT_TRUE(confirms(*low, 20, 25));
  EXPECT_FALSE(confirms(*low, 20, 25.1));
  auto middle = allowed_difference(law, "w01018", 50, kDay);
  EXPECT_TRUE(confirms(*middle, 50, 65));
  EXPECT_FALSE(confirms(*middle, 50, 66));
  EXPECT_FALSE(allowed_difference(law, "w01018", 70, kDay));  // no row in this library
  EXPECT_FALSE(allowed_difference(law, "w21003", 1, kDay));
}

}  // namespace
}  // namespace qs::observe
