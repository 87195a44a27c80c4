// 禁烧通报: counts, ties, gaps, periods.
#include "kernel/burning/bulletin.h"

#include <gtest/gtest.h>

namespace qs::burning {
namespace {

using State = SpotFact::State;
using namespace std::chrono_literals;

const Rules kRules{
    .ranking = {Measure::confirmed, Measure::area, Measure::late, Measure::mean_minutes},
    .seasons = {{"summer", "夏", "Summer", std::chrono::May / 15, std::chrono::June / 30},
                {"winter", "冬", "Winter", std::chrono::November / 15, std::chrono::March / 15}}};
const Span kDay = Period::of(PeriodKind::day, *parse_instant("2026-06-01T12:00")).span();
const std::vector<std::string> kStreets{"a", "b", "c", "d"};

SpotFact spot(std::string street, State state, double area, std::optional<double> minutes,
              bool late = false) {
  return {.id = "x",
          .street = std::move(street),
          .state = state,
          .found = kDay.from + 1h,
          .area_m2 = area,
          .minutes = minutes,
          .late = late};
}

TEST(Bulletin, CountsByStreetAndInAll) {
  std::vector spots{spot("a", State::confirmed, 30, 20.0), spot("a", State::refuted, 0, 40.0),
                    spot("b", State::waiting, 0, std::nullopt, true)};
  spots.push_back(spots[0]);
  spots.back().found = kDay.until;  // the next day's
  auto out = bulletin("day", kDay, spots, kStreets, kRules);
  EXPECT_EQ(out.total.found, 3u);
  EXPECT_EQ(out.total.confirmed, 1u);
  EXPECT_EQ(out.total.refuted, 1u);
  EXPECT_EQ(out.total.waiting, 1u);
  EXPECT_EQ(out.total.late, 1u);
  EXPECT_DOUBLE_EQ(out.total.area_m2, 30);
  EXPECT_DOUBLE_EQ(*out.total.mean_minutes, 30);
  EXPECT_TRUE(out.total.gap);
  EXPECT_EQ(out.lines.back().street, "a");
  EXPECT_FALSE(out.lines.back().gap);
}

TEST(Bulletin, RanksByTheFirstMeasureThatDiffersAndSaysTies) {
  std::vector spots{spot("a", State::confirmed, 30, 20.0), spot("b", State::confirmed, 10, 50.0),
                    spot("c", State::refuted, 0, 10.0)};
  auto out = bulletin("day", kDay, spots, kStreets, kRules);
  std::vector<std::string> order;
  std::vector<size_t> ranks;
  for (const auto& line : out.lines) order.push_back(line.street), ranks.push_back(line.rank);
  EXPECT_EQ(order, (std::vector<std::string>{"d", "c", "b", "a"}));
  EXPECT_EQ(ranks, (std::vector<size_t>{1, 2, 3, 4})) << "d saw no fire, c took ten minutes";
  spots.pop_back();
  out = bulletin("day", kDay, spots, kStreets, kRules);
  ranks.clear();
  for (const auto& line : out.lines) ranks.push_back(line.rank);
  EXPECT_EQ(ranks, (std::vector<size_t>{1, 1, 3, 4}));
  EXPECT_TRUE(out.lines[0].tied && out.lines[1].tied);
  EXPECT_FALSE(out.lines[2].tied);
}

TEST(Bulletin, AStreetWithoutATimeComesAfterThoseThatHaveOne) {
  std::vector spots{spot("a", State::waiting, 0, std::nullopt),
                    spot("b", State::waiting, 0, 500.0)};
  auto out = bulletin("day", kDay, spots, std::vector<std::string>{"a", "b"}, kRules);
  EXPECT_EQ(out.lines[0].street, "b");
  EXPECT_TRUE(out.lines[1].gap);
}

// What was no fire lowers nobody, whether or not it is known when somebody came.
TEST(Bulletin, ARefutedFireWithoutATimeDoesNotLowerAStreet) {
  std::vector spots{spot("a", State::refuted, 0, std::nullopt), spot("b", State::waiting, 0, 5.0)};
  auto out = bulletin("day", kDay, spots, std::vector<std::string>{"a", "b", "c"}, kRules);
  EXPECT_EQ(out.lines[0].street, "a");
  EXPECT_EQ(out.lines[0].rank, out.lines[1].rank) << "as a street without any fire";
  EXPECT_FALSE(out.lines[0].gap);
  EXPECT_EQ(out.lines[2].street, "b");
  EXPECT_EQ(out.total.untimed, 0u);
}

TEST(BulletinPeriod, DaysWeeksAndSeasons) {
  auto day = [](const char* text) { return *parse_day(text); };
  EXPECT_EQ(period_of("day", day("2026-06-01"), kRules)->from, *parse_instant("2026-06-01"));
  auto week = period_of("week", day("2026-06-04"), kRules);
  EXPECT_EQ(week->from, *parse_instant("2026-06-01"));
  EXPECT_EQ(week->until, *parse_instant("2026-06-08"));
  auto summer = period_of("summer", day("2026-06-30"), kRules);
  EXPECT_EQ(summer->from, *parse_instant("2026-05-15"));
  EXPECT_EQ(summer->until, *parse_instant("2026-07-01"));
  EXPECT_FALSE(period_of("summer", day("2026-07-01"), kRules));
  auto winter = period_of("winter", day("2026-01-05"), kRules);
  EXPECT_EQ(winter->from, *parse_instant("2025-11-15"));
  EXPECT_EQ(winter->until, *parse_instant("2026-03-16"));
  EXPECT_EQ(period_of("winter", day("2026-12-01"), kRules)->until, *parse_instant("2027-03-16"));
  EXPECT_FALSE(period_of("month", day("2026-06-01"), kRules));
}

}  // namespace
}  // namespace qs::burning
