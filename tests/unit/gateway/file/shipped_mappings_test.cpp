// The real tables that mappings ship for, to the last row.
#include "base/csv.h"
#include "edge/gateway/file/table_reader.h"
#include "unit/gateway/file/national.h"

namespace qs::gateway {
namespace {

using namespace testing;
using observe::Cadence;
using observe::Measure;

struct Shipped {
  std::string mapping, file;
  uint64_t rows, rows_refused, values, missing, values_refused;
};

void PrintTo(const Shipped& s, std::ostream* out) {
  *out << s.mapping;
}

class ShippedMapping : public ::testing::TestWithParam<Shipped> {};

TEST_P(ShippedMapping, ReadsItsTableWhole) {
  const auto& expected = GetParam();
  auto mapping = shipped(expected.mapping);
  auto file = kData / expected.file;
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  auto log = store::memory_series_log();
  auto r = import_into(*log, mapping, file);
  ASSERT_TRUE(r) << r.error().message();
  EXPECT_EQ(r->progress.rows, expected.rows);
  EXPECT_EQ(r->rows_refused, expected.rows_refused) << describe(*r);
  EXPECT_EQ(r->values, expected.values);
  EXPECT_EQ(r->missing, expected.missing);
  EXPECT_EQ(r->values_refused, expected.values_refused) << describe(*r);
  EXPECT_EQ(r->receipt.kept + r->receipt.repeated + r->receipt.revised, r->values);
}

// Counted with another CSV reader (Python's). The 568 rows of water stations have no time ('*').
INSTANTIATE_TEST_SUITE_P(
    , ShippedMapping,
    ::testing::Values(
        Shipped{"zhengzhou_stations_hourly", "zhengzhou_air/stations_hourly_202004_zhengzhou.csv",
                960, 0, 6545, 175, 0},
        Shipped{"zhengzhou_daily_2014_2021", "zhengzhou_air/daily_2014_2021_zhengzhou.csv", 2677, 0,
                28712, 735, 0},
        Shipped{"zhengzhou_daily_2013_2017", "zhengzhou_air/zhengzhou_daily_2013_2017.csv", 1157, 0,
                6942, 0, 0},
        Shipped{"water_stations_4h", "water_stations/cn_water_4h_20210401_20210405.csv", 40688, 568,
                361440, 79880, 0},
        Shipped{"noise_leq_1min", "noise/leq_1min.csv", 16470, 0, 16470, 0, 0},
        Shipped{"air_quality_uci", "sensors/AirQualityUCI.csv", 9357, 0, 43276, 12866, 0},
        Shipped{"gas_turbine", "process/gt_co_nox_2011_2015.csv", 36733, 0, 183665, 0, 0}),
    [](const auto& info) { return info.param.mapping; });

// Counted without the importer: cells of the mapped columns that are "NA", and the others.
std::pair<uint64_t, uint64_t> count_cells(const CsvTable& table, const Mapping& mapping) {
  uint64_t missing = 0, given = 0;
  for (size_t r = 0; r < table.size(); ++r)
    for (const auto& column : mapping.columns)
      ++(table.cell(r, column.column.name) == "NA" ? missing : given);
  return {missing, given};
}

TEST(BeijingMultisite, AllTwelveStationsComeInToTheLastCell) {
  auto folder = kData / "beijing_multisite";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  auto mapping = shipped("beijing_multisite");
  uint64_t rows = 0, given_in_all = 0;
  std::map<observe::SeriesKey, observe::SeriesId> series;
  TableSink sink;
  sink.bind = [&](const observe::SeriesKey& key) -> Result<observe::SeriesId> {
    return series.try_emplace(key, static_cast<observe::SeriesId>(series.size() + 1)).first->second;
  };
  uint64_t taken = 0;
  sink.take = [&](std::vector<observe::Sample>&& samples, size_t, size_t) {
    taken += samples.size();
    return observe::Receipt{};
  };
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    auto table = CsvTable::read(file.path());
    ASSERT_TRUE(table);
    auto [missing, given] = count_cells(*table, mapping);
    auto source = table::open_csv(file.path(), ',');
    ASSERT_TRUE(source);
    auto r = read_table(**source, file.path().filename().string(), mapping, library(), sink);
    ASSERT_TRUE(r) << r.error().message();
    EXPECT_EQ(r->progress.rows, table->size());
    EXPECT_EQ(r->missing, missing) << file.path();
    EXPECT_EQ(r->values, given) << describe(*r);
    EXPECT_EQ(r->rows_refused + r->values_refused, 0u);
    rows += r->progress.rows;
    given_in_all += given;
  }
  EXPECT_EQ(rows, 12u * 26304);
  EXPECT_EQ(taken, given_in_all);
  EXPECT_EQ(given_in_all, 3'414'824u);
  EXPECT_EQ(series.size(), 12u * 11);
}

TEST(BeijingMultisite, OneStationIsKeptHourByHour) {
  auto file = kData / "beijing_multisite/PRSA_Data_Gucheng_20130301-20160229.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  auto log = store::memory_series_log();
  auto r = import_into(*log, shipped("beijing_multisite"), file);
  ASSERT_TRUE(r);
  EXPECT_EQ(r->receipt.kept, r->values);  // no hour stands twice
  auto co = values(*log, {"beijing-Gucheng", "a21005", Cadence::hour, Measure::avg});
  ASSERT_FALSE(co.empty());
  EXPECT_EQ(co[0].value, 0.8);  // 800 µg/m³
  EXPECT_EQ(iso(from_ms(co[0].time)), "2013-03-01T00:00:00+08:00");
  auto wind = values(*log, {"beijing-Gucheng", "a01008", Cadence::hour, Measure::avg});
  ASSERT_FALSE(wind.empty());
  EXPECT_EQ(wind[0].value, 315);  // NW
}

}  // namespace
}  // namespace qs::gateway
