#include "edge/gateway/file/import.h"

#include <sstream>

#include "edge/gateway/file/export.h"
#include "table/rows.h"
#include "unit/gateway/file/national.h"

namespace qs::gateway {
namespace {

using namespace testing;
using observe::Cadence;
using observe::Mark;
using observe::Measure;

constexpr std::string_view kPlain = R"(
time = ["date"]
time_formats = ["%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
site_columns = ["station"]
missing = ["NA", "--"]
[[column]]
column = "PM2.5"
factor = "PM2.5"
unit = "ug/m3"
[[column]]
column = "CO"
factor = "a21005"
unit = "ug/m3"
)";

class Import : public ::testing::Test {
 protected:
  ImportReport import(std::string_view text) { return import(text, mapping_of(kPlain)); }
  ImportReport import(std::string_view text, const Mapping& mapping) {
    auto report = import_text(text, mapping, *log);
    EXPECT_TRUE(report) << report.error().message();
    return report.value_or(ImportReport{});
  }
  std::string fault(std::string_view text) {
    auto report = import_text(text, mapping_of(kPlain), *log);
    return report ? "no fault" : report.error().message();
  }
  std::vector<observe::Sample> pm25() {
    return values(*log, {"S1", "a34004", Cadence::hour, Measure::avg});
  }
  std::unique_ptr<observe::SeriesLog> log = store::memory_series_log();
};

TEST_F(Import, KeepsValuesInTheFactorsUnit) {
  auto r = import(
      "\xEF\xBB\xBF"
      "date,station,PM2.5,CO\r\n2020-05-01 08:00,S1,35.5,300\r\n");
  EXPECT_EQ(r.progress.rows, 1u);
  EXPECT_EQ(r.values, 2u);
  EXPECT_EQ(r.receipt.kept, 2u);
  auto co = values(*log, {"S1", "a21005", Cadence::hour, Measure::avg});
  ASSERT_EQ(co.size(), 1u);
  EXPECT_EQ(co[0].value, 0.3);  // mg/m³, without binary dust
  EXPECT_EQ(iso(from_ms(co[0].time)), "2020-05-01T08:00:00+08:00");
  EXPECT_EQ(co[0].origin, observe::Origin::imported);
  auto frame = log->frame(co[0].frame);
  ASSERT_TRUE(frame && *frame);
  EXPECT_NE((*frame)->bytes.find("lines 2-2"), std::string::npos);
}

TEST_F(Import, ASecondTimeChangesNothing) {
  constexpr std::string_view kTable = "date,station,PM2.5,CO\n2020-05-01 08:00,S1,35.5,300\n";
  import(kTable);
  auto r = import(kTable);
  EXPECT_EQ(r.receipt.kept, 0u);
  EXPECT_EQ(r.receipt.repeated, 2u);
  auto corrected = import("date,station,PM2.5,CO\n2020-05-01 08:00,S1,36,300\n");
  EXPECT_EQ(corrected.receipt.revised, 1u);
  EXPECT_EQ(pm25()[0].value, 36);
}

TEST_F(Import, EveryRowAndCellIsAccountedFor) {
  auto r = import(
      "date,station,PM2.5,CO\n"
      "2020-05-01 08:00,S1,NA,300\n"
      "2020-05-01 09:00,S1,many,--\n"
      "2020-13-01 10:00,S1,1,1\n"
      "02/05/2020 11:00,S1,7,1e300\n"
      "2020-05-01 12:00,,1,1\n"
      "2020-05-01 13:00,S1\n"
      "2020-05-01 14:00,S1,<5,0.5L\n");
  EXPECT_EQ(r.progress.rows, 7u);
  EXPECT_EQ(r.rows_refused, 3u);
  EXPECT_EQ(r.values, 4u);
  EXPECT_EQ(r.missing, 2u);
  EXPECT_EQ(r.values_refused, 2u);
  EXPECT_EQ(r.refused_by_reason["not a number"], 1u);
  EXPECT_EQ(r.refused_by_reason["absurd amount"], 1u);
  EXPECT_EQ(r.refused_by_reason["unreadable time"], 1u);
  EXPECT_EQ(r.refused_by_reason["no site"], 1u);
  EXPECT_EQ(r.refused_by_reason["too few cells"], 1u);
  ASSERT_FALSE(r.refused.empty());
  EXPECT_EQ(r.refused[0].line, 3u);
  EXPECT_EQ(r.refused[0].column, "column 'PM2.5'");
  EXPECT_EQ(r.refused[0].text, "many");
  auto kept = pm25();
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(iso(from_ms(kept[1].time)), "2020-05-02T11:00:00+08:00");  // day first
  EXPECT_EQ(kept[0].mark, Mark::below_detection);
  EXPECT_NE(describe(r).find("× unreadable time\n  line 4: '2020-13-01 10:00'"), std::string::npos);
}

TEST_F(Import, TheListOfRefusalsIsBoundedTheirCountIsNot) {
  std::string text = "date,station,PM2.5,CO\n";
  for (int i = 0; i < 3000; ++i) text += "never,S1,1,1\n";
  text += "2020-05-01 09:00,S1,many,1\n";
  TemporaryFile file("refused.csv", text);
  auto mapping = mapping_of(kPlain);
  size_t told = 0;
  ImportRequest request;
  request.file = file.path();
  request.mapping = &mapping;
  request.refused = [&](const Refusal&) { ++told; };
  auto r = import_file(request, *log, library());
  ASSERT_TRUE(r);
  EXPECT_EQ(told, 3001u);
  EXPECT_EQ(r->refused.size(), kMostRefusals + 1);
  EXPECT_EQ(r->refused.back().text, "many") << "a reason that comes late is shown too";
  EXPECT_EQ(r->rows_refused, 3000u);
  EXPECT_EQ(r->refused_by_reason["unreadable time"], 3000u);
  EXPECT_NE(describe(*r).find("... and 2997 more"), std::string::npos);
}

TEST_F(Import, AmbiguousDatesAreRefusedNotGuessed) {
  auto mapping = mapping_of(R"(
time = ["date"]
time_formats = ["%d/%m/%Y", "%m/%d/%Y"]
site = "S1"
cadence = "day"
[[column]]
column = "PM2.5"
factor = "a34004"
)");
  auto r = import("date,PM2.5\n03/04/2020,1\n13/04/2020,2\n04/04/2020,3\n", mapping);
  EXPECT_EQ(r.refused_by_reason["ambiguous time"], 1u);  // 4 April is the same either way
  EXPECT_EQ(r.values, 2u);
}

TEST_F(Import, FaultsOfTheHeaderNameAllColumns) {
  EXPECT_NE(
      fault("date,station\n").find("line 1: column 'PM2.5' is missing; column 'CO' is missing"),
      std::string::npos);
  EXPECT_NE(fault("date,station,CO,PM2.5,CO\n").find("column 'CO' stands twice"),
            std::string::npos);
  EXPECT_NE(fault("").find("has no header row"), std::string::npos);
  auto r = import("date,station,PM2.5,CO,x,x\n");
  ASSERT_EQ(r.remarks.size(), 1u);
  EXPECT_NE(r.remarks[0].find("'x' stands twice"), std::string::npos);
}

TEST_F(Import, WrongEncodingNamesTheByte) {
  EXPECT_NE(fault("date,\xD5\xBE\xB5\xE3,PM2.5,CO\n").find("not utf-8: byte 0xB5 at 2"),
            std::string::npos);
  EXPECT_NE(fault("\xFF\xFE"
                  "d\0a\0")
                .find("UTF-16"),
            std::string::npos);
  auto r = import("date,station,PM2.5,CO\n2020-05-01 08:00,\xD6\xA3\xD6\xDD,1,1\n");
  EXPECT_EQ(r.refused_by_reason["not utf-8"], 1u);
  EXPECT_NE(r.refused[0].text.find("row begins at byte 22"), std::string::npos);
}

TEST_F(Import, ReadsGbk) {
  auto mapping = mapping_of(R"(
encoding = "gbk"
time = ["日期"]
time_formats = ["%Y/%m/%d"]
site_columns = ["站点"]
cadence = "day"
[[column]]
column = "PM2.5"
factor = "a34004"
)");
  // 日期,站点,PM2.5 / 2020/5/1,郑州,35
  auto r =
      import("\xC8\xD5\xC6\xDA,\xD5\xBE\xB5\xE3,PM2.5\n2020/5/1,\xD6\xA3\xD6\xDD,35\n", mapping);
  EXPECT_EQ(r.values, 1u);
  EXPECT_EQ(values(*log, {"郑州", "a34004", Cadence::day, Measure::avg}).size(), 1u);
}

TEST_F(Import, EndlessRowsAreRefusedWithTheirLine) {
  auto quote = "date,station,PM2.5,CO\n\"" + std::string(2 * table::kMostRowBytes, 'x');
  EXPECT_NE(fault(quote).find("line 2"), std::string::npos);
  auto row = "date,station,PM2.5,CO\n" + std::string(2 * table::kMostRowBytes, 'x');
  EXPECT_NE(fault(row).find("longer than"), std::string::npos);
  EXPECT_NE(fault("date,station,PM2.5,CO\n" + std::string(10'000, ',')).find("cells"),
            std::string::npos);
}

TEST_F(Import, ReportsProgressInBatches) {
  std::string text = "date,station,PM2.5,CO\n";
  for (int i = 0; i < 60'000; ++i)
    text += fmt::format("20{:02}-{:02}-{:02} {:02}:00,S{},1,1\n", i % 20, i % 12 + 1, i % 28 + 1,
                        i % 24, i % 50);
  TemporaryFile file("big.csv", text);
  auto mapping = mapping_of(kPlain);
  std::vector<Progress> seen;
  ImportRequest request;
  request.file = file.path();
  request.mapping = &mapping;
  request.progress = [&](const Progress& p) { seen.push_back(p); };
  auto r = import_file(request, *log, library());
  ASSERT_TRUE(r);
  EXPECT_GE(seen.size(), 3u);
  EXPECT_LT(seen[0].bytes, seen[0].total_bytes);
  EXPECT_EQ(seen.back().bytes, text.size());
  EXPECT_EQ(seen.back().rows, 60'000u);
}

TEST_F(Import, UnknownFactorOrUnitEndsItBeforeAnythingIsKept) {
  auto mapping = mapping_of(R"(
time = ["date"]
time_formats = ["%Y-%m-%d"]
site = "S1"
[[column]]
column = "a"
factor = "no_such"
[[column]]
column = "b"
factor = "a34004"
unit = "mg/L"
)");
  auto r = import_text("date,a,b\n2020-05-01,1,2\n", mapping, *log);
  ASSERT_FALSE(r);
  EXPECT_NE(r.error().text.find("unknown factor 'no_such'"), std::string::npos);
  EXPECT_NE(r.error().text.find("unit 'mg/L' does not convert"), std::string::npos);
  EXPECT_EQ(log->last_seq(), 0u);
}

TEST(Mapping, AllFaultsAtOnceWithTheirKeys) {
  standard::Faults faults;
  auto mapping = parse_mapping(R"(
encoding = "latin-1"
time_formats = ["%d/%m"]
sites_column = "x"
[[column]]
column = 0
cadence = "weekly"
)",
                               "bad.toml", faults);
  EXPECT_FALSE(mapping);
  std::string all;
  for (const auto& fault : faults.list) all += fault.message() + "\n";
  for (auto part : {"encoding", "time_formats", "sites_column: unknown key", "column 1, column",
                    "column 1, factor", "'weekly' is not known", "time: give", "site: give"})
    EXPECT_NE(all.find(part), std::string::npos) << part << " in\n" << all;
  EXPECT_FALSE(parse_mapping("= 3", "bad.toml", faults));
}

TEST_F(Import, ExportGivesBackWhatWasKept) {
  import(
      "date,station,PM2.5,CO\n2020-05-31 23:00,S1,35.5,300\n2020-06-01 00:00,S1,36,NA\n"
      "2020-06-01 00:00,S2,1,1\n");
  ExportRequest request;
  request.site = "S1";
  request.factor = "PM2.5";
  request.span = {from_ms(0), from_ms(4'000'000'000'000)};
  request.span = {*parse_instant("2020-05-01"), *parse_instant("2020-07-01")};
  std::ostringstream out;
  auto rows = export_csv(request, *log, library(), out);
  ASSERT_TRUE(rows);
  EXPECT_EQ(*rows, 2u);
  EXPECT_EQ(out.str(),
            "site,factor,cadence,measure,time,value,unit,mark,origin\n"
            "S1,a34004,hour,avg,2020-05-31T23:00:00+08:00,35.5,ug/m3,N,imported\n"
            "S1,a34004,hour,avg,2020-06-01T00:00:00+08:00,36,ug/m3,N,imported\n");
}

}  // namespace
}  // namespace qs::gateway
