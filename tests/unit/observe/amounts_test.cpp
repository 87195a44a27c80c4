#include "kernel/observe/amounts.h"

#include <gtest/gtest.h>

namespace qs::observe {
namespace {

using std::chrono::days;
using std::chrono::hours;

const Instant kBegin = start_of(Day{std::chrono::year{2026} / 4 / 1});
const std::vector<SubstitutionRow> kRows{{0.9, 24, 180}, {0.9, {}, 720}, {0.75, {}, 2160}};

std::vector<Amount> hourly(size_t count, double kg) {
  std::vector<Amount> out;
  for (size_t i = 0; i < count; ++i) out.push_back({kBegin + hours{i}, AmountState::measured, kg});
  return out;
}

void lose(std::vector<Amount>& all, size_t from, size_t count) {
  for (size_t i = from; i < from + count; ++i) all[i] = {all[i].begin, AmountState::missing};
}

Sample sample(Instant at, double value, Mark mark = Mark::normal) {
  return {.series = 1, .mark = mark, .time = to_ms(at), .value = value};
}

TEST(Amounts, AnHourIsConcentrationTimesFlow) {
  std::vector<Sample> c{sample(kBegin, 50), sample(kBegin + hours{1}, 50, Mark::fault),
                        sample(kBegin + hours{2}, 50, Mark::stopped)};
  std::vector<Sample> q{sample(kBegin, 10), sample(kBegin + hours{1}, 10),
                        sample(kBegin + hours{2}, 0)};
  std::vector<Span> stops{{kBegin + hours{3}, kBegin + hours{4}}};
  auto amounts = hour_amounts(c, q, {kBegin, kBegin + hours{5}}, 3600 / 1e6, stops);
  ASSERT_EQ(amounts.size(), 5u);
  EXPECT_DOUBLE_EQ(amounts[0].kg, 1.8);  // 50 mg/m3 in 36,000 m3/h
  EXPECT_EQ(amounts[1].state, AmountState::missing);
  EXPECT_EQ(amounts[2].state, AmountState::stopped);
  EXPECT_EQ(amounts[3].state, AmountState::stopped);  // nothing came, and the stop is accepted
  EXPECT_EQ(amounts[4].state, AmountState::missing);
  EXPECT_NEAR(*capture(amounts), 1.0 / 3, 1e-12);
}

TEST(Amounts, AShortGapStandsAtTheGreatestOf180ValidHours) {
  auto all = hourly(1000, 1);
  all[700].kg = 9;  // farther back than 180 valid hours of the gap
  all[850].kg = 4;
  lose(all, 900, 10);
  auto quarter = substitute_quarter(all, {kBegin, kBegin + hours{1000}}, kRows);
  EXPECT_DOUBLE_EQ(*quarter.capture, 0.99);
  ASSERT_EQ(quarter.substitutes.size(), 1u);
  EXPECT_DOUBLE_EQ(*quarter.substitutes[0].kg_each, 4);
  EXPECT_EQ(quarter.substitutes[0].looked_at, 180u);
  EXPECT_EQ(*quarter.substitutes[0].of, kBegin + hours{850});
  EXPECT_DOUBLE_EQ(quarter.substituted_kg, 40);
}

TEST(Amounts, ALongGapLooksBackOn720ValidHours) {
  auto all = hourly(1000, 1);
  all[700].kg = 9;
  lose(all, 900, 25);
  auto quarter = substitute_quarter(all, {kBegin, kBegin + hours{1000}}, kRows);
  EXPECT_DOUBLE_EQ(*quarter.substitutes[0].kg_each, 9);
  EXPECT_EQ(quarter.substitutes[0].looked_at, 720u);
}

TEST(Amounts, BelowNinetyPercentLooksBackOn2160AndBelow75NothingStands) {
  auto all = hourly(1000, 1);
  all[10].kg = 7;
  lose(all, 500, 200);
  auto quarter = substitute_quarter(all, {kBegin, kBegin + hours{1000}}, kRows);
  EXPECT_DOUBLE_EQ(*quarter.capture, 0.8);
  EXPECT_DOUBLE_EQ(*quarter.substitutes[0].kg_each, 7);
  lose(all, 300, 150);
  quarter = substitute_quarter(all, {kBegin, kBegin + hours{1000}}, kRows);
  EXPECT_FALSE(quarter.substitutes[0].kg_each);
  EXPECT_DOUBLE_EQ(quarter.substituted_kg, 0);
}

TEST(Amounts, AMissingDayTakesManualSamplesFirstElseTheGreatestOf30ValidDays) {
  std::vector<Amount> all;
  for (int i = 0; i < 40; ++i)
    all.push_back({kBegin + days{i}, AmountState::measured, 1.0 + i % 3});
  all[2].kg = 50;  // 33 valid days before the first that is missing
  all[35] = {kBegin + days{35}, AmountState::missing};
  all[37] = {kBegin + days{37}, AmountState::missing};
  auto month = substitute_days(all, {kBegin, kBegin + days{40}}, {{kBegin + days{37}, 12.0}}, 30);
  ASSERT_EQ(month.substitutes.size(), 2u);
  EXPECT_DOUBLE_EQ(*month.substitutes[0].kg_each, 3);
  EXPECT_TRUE(month.substitutes[1].manual);
  EXPECT_DOUBLE_EQ(month.substituted_kg, 15);
}

TEST(Amounts, ADayNeedsItsShareOfHours) {
  auto all = hourly(48, 2);
  lose(all, 0, 3);
  lose(all, 24, 5);
  auto list = day_amounts(all, 20.0 / 24);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_DOUBLE_EQ(list[0].kg, 48);  // 21 of 24 hours, brought to the day
  EXPECT_EQ(list[1].state, AmountState::missing);
}

TEST(Amounts, TellsWhenThePermittedAmountIsUsedUp) {
  std::vector<double> recent(30, 10.0);
  Day today{std::chrono::year{2026} / 10 / 1};
  auto found = run_out(recent, 1000, 1305, today);
  EXPECT_EQ(iso(*found->expected), "2026-10-31");
  EXPECT_DOUBLE_EQ(found->year_kg, 1000 + 92 * 10);
  EXPECT_FALSE(run_out(recent, 0, 1e6, today)->expected);
  EXPECT_EQ(run_out(recent, 2000, 1305, today)->expected, today);
  EXPECT_FALSE(run_out(std::vector<double>(6, 1.0), 0, 1, today));
}

}  // namespace
}  // namespace qs::observe
