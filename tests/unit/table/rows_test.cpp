#include "table/rows.h"

#include <gtest/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <sstream>

#include "base/csv.h"

namespace qs::table {
namespace {

std::vector<std::vector<std::string>> all(RowSource& rows) {
  std::vector<std::vector<std::string>> out;
  Row row;
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
  Row row;
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

// A zip of the parts of a workbook whose sheet is what is given.
std::string packed(const std::string& sheet) {
  auto path = ::testing::TempDir() + fmt::format("packed-{}.xlsx", getpid());
  auto archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  const std::map<std::string, std::string> parts{
      {"xl/workbook.xml",
       R"(<workbook><sheets><sheet name="a" sheetId="1" r:id="x"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="x" Target="sheet.xml"/></Relationships>)"},
      {"xl/sheet.xml", sheet}};
  for (const auto& [name, text] : parts)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
  zip_close(archive);
  auto bytes = read_file(path);
  std::filesystem::remove(path);
  return bytes.value_or("");
}

TEST(XlsxRows, WhatUnpacksBeyondTheBoundIsRefused) {
  auto bomb = packed("<worksheet><sheetData>" + std::string(kMostUnpacked + 1, ' '));
  EXPECT_LT(bomb.size(), 200'000u);
  auto rows = xlsx_rows(bomb, "");
  ASSERT_TRUE(rows);
  Row row;
  auto had = (*rows)->next(row);
  ASSERT_FALSE(had);
  EXPECT_NE(had.error().text.find("unpacks to more than"), std::string::npos);
}

TEST(XlsxRows, ARowWithoutEndIsRefused) {
  auto rows = xlsx_rows(packed("<sheetData><row r=\"1\">" + std::string(3 << 20, ' ')), "");
  ASSERT_TRUE(rows);
  Row row;
  EXPECT_FALSE((*rows)->next(row));
}

TEST(XlsxRows, CellsAsPeopleSeeThem) {
  auto path = ::testing::TempDir() + fmt::format("seen-{}.xlsx", getpid());
  auto book = workbook_new(path.c_str());
  auto sheet = workbook_add_worksheet(book, nullptr);
  auto day = workbook_add_format(book);
  format_set_num_format(day, "yyyy\"年\"m\"月\"d\"日\"");
  auto figure = workbook_add_format(book);
  format_set_num_format(figure, "0.00\" d\"");
  worksheet_write_number(sheet, 0, 0, 43952, day);
  worksheet_write_number(sheet, 0, 1, 43952.375, day);
  worksheet_write_number(sheet, 0, 2, 13912345678, nullptr);
  worksheet_write_number(sheet, 0, 3, 2.5, figure);
  worksheet_write_formula_num(sheet, 0, 4, "=1+2", nullptr, 3);
  worksheet_write_string(sheet, 0, 5, "=1+2", nullptr);
  workbook_close(book);
  auto rows = xlsx_rows(*read_file(path), "", Cells::seen);
  std::filesystem::remove(path);
  ASSERT_TRUE(rows) << rows.error().message();
  EXPECT_EQ(all(**rows),
            (std::vector<std::vector<std::string>>{
                {"2020-05-01", "2020-05-01T09:00:00+08:00", "13912345678", "2.5", "3", "=1+2"}}));
}

}  // namespace
}  // namespace qs::table
