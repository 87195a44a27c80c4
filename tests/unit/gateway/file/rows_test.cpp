#include "edge/gateway/file/rows.h"

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <sstream>

#include "base/csv.h"
#include "edge/gateway/file/time_format.h"

namespace qs::gateway {
namespace {

std::vector<std::vector<std::string>> all(RowSource& rows) {
  std::vector<std::vector<std::string>> out;
  TableRow row;
  for (;;) {
    auto had = rows.next(row);
    EXPECT_TRUE(had) << had.error().message();
    if (!had || !*had) return out;
    out.push_back(row.cells);
  }
}

std::unique_ptr<RowSource> csv(std::string text, char delimiter = ',') {
  auto size = text.size();
  return csv_rows(std::make_unique<std::istringstream>(std::move(text)), size, delimiter);
}

TEST(CsvRows, QuotesLinesAndBlankRows) {
  auto rows = csv("a,\"b,\"\"c\"\"\",\r\n\r\n\"two\nlines\",x\n\nlast");
  TableRow row;
  ASSERT_TRUE(*rows->next(row));
  EXPECT_EQ(row.cells, (std::vector<std::string>{"a", "b,\"c\"", ""}));
  ASSERT_TRUE(*rows->next(row));
  EXPECT_EQ(row.line, 3u);
  EXPECT_EQ(row.cells, (std::vector<std::string>{"two\nlines", "x"}));
  ASSERT_TRUE(*rows->next(row));
  EXPECT_EQ(row.line, 6u);
  EXPECT_EQ(row.cells, std::vector<std::string>{"last"});
  EXPECT_FALSE(*rows->next(row));
}

TEST(CsvRows, OtherDelimitersAndLoneCarriageReturns) {
  EXPECT_EQ(all(*csv("a;b\rc;d\r", ';')),
            (std::vector<std::vector<std::string>>{{"a", "b"}, {"c", "d"}}));
}

// Agrees with the whole-file reader of base on everything that both take.
TEST(CsvRows, AgreesWithTheTableReaderOfBase) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += fmt::format("{},\"q{}\",{}\n", i, i % 7, i * 0.5);
  auto rows = parse_csv(text, "t");
  ASSERT_TRUE(rows);
  auto streamed = all(*csv(text));
  ASSERT_EQ(streamed.size(), rows->size());
  for (size_t i = 0; i < streamed.size(); ++i) EXPECT_EQ(streamed[i], (*rows)[i].cells);
}

std::string workbook() {
  auto path = ::testing::TempDir() + fmt::format("book-{}.xlsx", getpid());
  auto book = workbook_new(path.c_str());
  auto first = workbook_add_worksheet(book, "说明");
  worksheet_write_string(first, 0, 0, "nothing here", nullptr);
  auto sheet = workbook_add_worksheet(book, "数据");
  worksheet_write_string(sheet, 0, 0, "日期", nullptr);
  worksheet_write_string(sheet, 0, 2, "PM2.5", nullptr);
  worksheet_write_number(sheet, 2, 0, 43952.375, nullptr);  // 2020-05-01 09:00
  worksheet_write_number(sheet, 2, 2, 35.5, nullptr);
  workbook_close(book);
  auto bytes = read_file(path);
  std::filesystem::remove(path);
  return bytes.value_or("");
}

TEST(XlsxRows, ReadsASheetByName) {
  auto rows = xlsx_rows(workbook(), "数据");
  ASSERT_TRUE(rows) << rows.error().message();
  auto table = all(**rows);
  ASSERT_EQ(table.size(), 2u);
  EXPECT_EQ(table[0], (std::vector<std::string>{"日期", "", "PM2.5"}));
  EXPECT_EQ(table[1], (std::vector<std::string>{"43952.375", "", "35.5"}));
}

TEST(XlsxRows, TheFirstSheetUnlessNamed) {
  auto rows = xlsx_rows(workbook(), "");
  ASSERT_TRUE(rows);
  EXPECT_EQ(all(**rows), (std::vector<std::vector<std::string>>{{"nothing here"}}));
}

TEST(XlsxRows, FaultsSayWhatIsWrong) {
  EXPECT_NE(xlsx_rows("date,value\n", "").error().message().find("no xlsx"), std::string::npos);
  auto missing = xlsx_rows(workbook(), "第三");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().text.find("说明, 数据"), std::string::npos);
  auto cut = workbook();
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(xlsx_rows(cut, ""));
}

std::string read(std::string_view text, std::string_view format) {
  auto t = parse_time(text, format, kOffset);
  return t ? iso(*t) : "none";
}

TEST(TimeFormat, IsStrict) {
  EXPECT_EQ(read("20200402 08", "%Y%m%d %H"), "2020-04-02T08:00:00+08:00");
  EXPECT_EQ(read("2014/1/1", "%Y/%m/%d"), "2014-01-01T00:00:00+08:00");
  EXPECT_EQ(read("10/03/2004 18:00:00", "%d/%m/%Y %H:%M:%S"), "2004-03-10T18:00:00+08:00");
  EXPECT_EQ(read("2020-02-30", "%Y-%m-%d"), "none");
  EXPECT_EQ(read("2020-02-03x", "%Y-%m-%d"), "none");
  EXPECT_EQ(read("2020-02", "%Y-%m-%d"), "none");
  EXPECT_EQ(read("2020-02-03 24:00", "%Y-%m-%d %H:%M"), "none");
  EXPECT_EQ(read("43952.375", "excel"), "2020-05-01T09:00:00+08:00");
  EXPECT_EQ(read("-1", "excel"), "none");
  EXPECT_EQ(read("nan", "excel"), "none");
  EXPECT_FALSE(is_time_format("%d/%m"));
  EXPECT_FALSE(is_time_format("%Y-%m-%d %y"));
  EXPECT_FALSE(is_time_format("%Y-%m-%d%"));
}

}  // namespace
}  // namespace qs::gateway
