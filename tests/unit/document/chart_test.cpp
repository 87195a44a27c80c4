// Charts are pictures: what can be tested is that they are whole, the same again, and differ where
// their figures do. How they look was looked at.
#include "edge/document/chart.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace qs::document {
namespace {

using Look = Chart::Series::Look;

Chart year() {
  return {.form = Chart::Form::lines,
          .title = "PM2.5 当年累计",
          .unit = "μg/m³",
          .labels = {"1月", "2月", "3月", "4月", "5月"},
          .series = {{"今年", {62, 58.5, 51, {}, 44}, Look::plain},
                     {"上年", {70, 66, 58, 52, 49}, Look::earlier},
                     {"目标", {39, 39, 39, 39, 39}, Look::target}}};
}

std::string drawn(const Chart& chart, double width = 150) {
  auto picture = draw_chart(chart, width);
  if (!picture) return picture.error().message();
  EXPECT_EQ((*picture)->bytes.substr(0, 8), "\x89PNG\r\n\x1A\n");
  if (auto folder = std::getenv("QS_CHARTS"))  // for looking at them
    std::ofstream(fmt::format("{}/{}.png", folder, chart.title)) << (*picture)->bytes;
  return (*picture)->bytes;
}

TEST(Chart, IsTheSameAgainAndMovesWithItsFigures) {
  auto chart = year();
  auto first = drawn(chart);
  EXPECT_EQ(drawn(chart), first);
  chart.series[0].values[4] = 45;
  EXPECT_NE(drawn(chart), first);
  auto size = draw_chart(chart, 150);
  EXPECT_EQ((*size)->width, 1772);  // 150 mm at 300 dots an inch
  EXPECT_LT(first.size(), 200'000u);
}

TEST(Chart, EveryFormIsDrawn) {
  auto chart = year();
  std::set<std::string> all;
  for (auto form : {Chart::Form::lines, Chart::Form::columns, Chart::Form::stacked}) {
    chart.form = form;
    chart.title = fmt::format("form {}", static_cast<int>(form));
    all.insert(drawn(chart));
  }
  Chart streets{.form = Chart::Form::bars, .title = "街道得分", .unit = "分"};
  for (int i = 0; i < 16; ++i) streets.labels.push_back(fmt::format("第{}街道办事处", i + 1));
  streets.series = {{"得分", {}}};
  for (int i = 0; i < 16; ++i) streets.series[0].values.push_back(1.5 * i);
  streets.series[0].values[7] = std::nullopt;
  all.insert(drawn(streets));
  Chart moved{.form = Chart::Form::columns, .title = "各月贡献", .unit = "μg/m³"};
  moved.labels = {"1月", "2月", "3月"};
  moved.series = {{"对偏差的贡献", {1.25, -0.5, 0.75}}};
  all.insert(drawn(moved));
  EXPECT_EQ(all.size(), 5u);
}

TEST(Chart, WithoutValuesItSaysSo) {
  Chart empty{.title = "空"};
  Chart target = year();
  target.title = "只有目标";
  target.series[0].values.assign(5, std::nullopt);
  target.series[1].values.assign(5, std::nullopt);
  EXPECT_FALSE(drawn(empty).empty());
  EXPECT_FALSE(drawn(target).empty()) << "a target alone is no measured value";
}

TEST(Chart, MoreThanCanBeReadIsRefused) {
  Chart many{.title = "多"};
  many.labels.assign(kMostChartPoints + 1, "日");
  many.series = {{"值", std::vector<std::optional<double>>(kMostChartPoints + 1, 1.0)}};
  auto drawn = draw_chart(many, 150);
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().place, "多");
}

}  // namespace
}  // namespace qs::document
