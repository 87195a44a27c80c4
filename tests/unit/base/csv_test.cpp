#include "base/csv.h"

#include <gtest/gtest.h>

namespace qs {

TEST(Csv, ReadsWhatExcelSaves) {
  auto t = CsvTable::parse("\xEF\xBB\xBF" "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n", "t.csv", {"a"});
  ASSERT_TRUE(t) << t.error().message();
  EXPECT_EQ(t->cell(0, "b"), "x, \"y\"\nz");
  EXPECT_EQ(t->cell(0, "none"), "");
}

TEST(Csv, NamesTheLineOfAFault) {
  EXPECT_EQ(CsvTable::parse("a,b\n1\n", "t.csv").error().place, "t.csv:2");
  EXPECT_EQ(CsvTable::parse("a,a\n", "t.csv").error().text, "column 'a' stands twice");
  EXPECT_EQ(CsvTable::parse("a\n\xB9\xDC\n", "t.csv").error().place, "t.csv:2");
  EXPECT_EQ(CsvTable::parse("a\n1\n", "t.csv", {"b"}).error().text, "column 'b' is missing");
  EXPECT_FALSE(CsvTable::parse("a\n\"open\n", "t.csv"));
}

TEST(Csv, GuardsAgainstFormulasAndGivesThemBack) {
  for (auto text : {"=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''-1"}) {
    EXPECT_EQ(guarded(text), std::string("'") + text);
    EXPECT_EQ(unguarded(guarded(text)), text);
  }
  for (auto text : {"", "1+2", "'tis", "污水"}) {
    EXPECT_EQ(guarded(text), text);
    EXPECT_EQ(unguarded(text), text);
  }
}

}  // namespace qs
