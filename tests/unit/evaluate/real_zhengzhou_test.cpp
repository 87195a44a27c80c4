// What the national portal published for Zhengzhou's stations, hour by hour, April 2020.
#include <fmt/format.h>

#include "base/csv.h"
#include "base/decimal.h"
#include "kernel/evaluate/air_index.h"
#include "unit/evaluate/national_law.h"

namespace qs::evaluate {
namespace {

// The portal's words, one under the other with blanks around, in one line.
std::string words_of(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    auto end = std::min(text.find_first_of(" \n\r\t", i), text.size());
    if (end > i) out += (out.empty() ? "" : " ") + std::string(text.substr(i, end - i));
    i = end + 1;
  }
  return out == "NaN" ? "" : out;
}

const std::map<std::string, std::string> kPortalNames{
    {"a34004", "细颗粒物(PM2.5)"}, {"a34002", "颗粒物(PM10)"}, {"a05024", "臭氧1小时"},
    {"a21004", "二氧化氮"},        {"a21026", "二氧化硫"},     {"a21005", "一氧化碳"}};

struct Published {
  std::string aqi, level, primary;
  auto operator<=>(const Published&) const = default;
};

Published judged(const AirJudge& judge, const CsvTable& table, size_t row, Day law) {
  static const std::map<std::string, std::string> kColumns{
      {"PM2.5", "a34004:hour"}, {"PM10", "a34002:hour"},  {"CO", "a21005:hour"},
      {"NO2", "a21004:hour"},   {"O3_1h", "a05024:hour"}, {"SO2", "a21026:hour"}};
  std::map<std::string, double, std::less<>> values;
  for (const auto& [column, item] : kColumns)
    if (auto d = Decimal::parse(table.cell(row, column))) values[item] = d->value();
  auto hour = Period::of(PeriodKind::hour, start_of(law));
  auto result = judge.judge(std::string(table.cell(row, "WatchPoint")), hour, values);
  Published out{"NaN", "", ""};
  if (!result.value) return out;
  out.aqi = fmt::format("{}", *result.value);
  out.level = national().category("AQI", result.category, law)->name_zh;
  for (const auto& factor : result.primary)
    out.primary += (out.primary.empty() ? "" : " ") + kPortalNames.at(factor);
  return out;
}

TEST(RealZhengzhou, EveryStationHourIsJudgedAsPublished) {
  auto path = shared("data/zhengzhou_air/stations_hourly_202004_zhengzhou.csv");
  QS_NEEDS(path);
  auto table = CsvTable::read(path, {"Date", "Hour", "AQI", "Level", "PrimaryPollution"});
  ASSERT_TRUE(table) << table.error().message();
  AirJudges judges(national(), AirReport::hour);
  size_t equal = 0;
  std::map<std::string, size_t> primaries;
  for (size_t row = 0; row < table->size(); ++row) {
    auto law = parse_compact(table->cell(row, "Date"));
    ASSERT_TRUE(law);
    auto judge = judges.on(day_of(*law));
    ASSERT_TRUE(judge) << judge.error().message();
    Published published{std::string(table->cell(row, "AQI")),
                        std::string(table->cell(row, "Level")),
                        words_of(table->cell(row, "PrimaryPollution"))};
    auto ours = judged(**judge, *table, row, day_of(*law));
    equal += ours == published;
    ++primaries[ours.primary];
    EXPECT_EQ(ours, published) << table->place(row) << " AQI " << ours.aqi << " / " << published.aqi
                               << ' ' << ours.primary << " / " << published.primary;
  }
  EXPECT_EQ(table->size(), 960u);
  fmt::print("Zhengzhou April 2020: {} of {} station-hours as published\n", equal, table->size());
  for (const auto& [primary, count] : primaries)
    fmt::print("  {:>4}  {}\n", count, primary.empty() ? "(none)" : primary);
}

}  // namespace
}  // namespace qs::evaluate
