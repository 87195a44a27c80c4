#include "app/suspect/table_csv.h"

#include <gtest/gtest.h>

#include "app/pack.h"

namespace qs::app {
namespace {

const standard::Library& library() {
  static const auto pack = open_pack(std::string(QS_SOURCE_DIR) + "/packs/national");
  return pack->library;
}

Result<suspect::Table> read(std::string_view text, const TableNames& names = {}) {
  return suspect_table(text, "t.csv", names, library());
}

TEST(SuspectTable, ColumnsMarksEventsAndGaps) {
  auto table = read(
      "time,A/NOx,A/NOx/mark,A/O2,load,A/event\n"
      "2026-01-01T00:00,50.5,N,8.1,90,\n"
      "2026-01-01T01:00,,M,8.2,91,maintenance\n"
      "2026-01-01T03:00,52,N,,92,\n");
  ASSERT_TRUE(table) << table.error().message();
  EXPECT_EQ(table->rows, 4u);
  ASSERT_EQ(table->columns.size(), 3u);
  EXPECT_EQ(table->columns[0].factor, "a21002");
  EXPECT_EQ(table->columns[0].marks, "NM N");
  EXPECT_EQ(table->columns[1].nature, suspect::Nature::oxygen);
  EXPECT_EQ(table->columns[2].nature, suspect::Nature::load);
  EXPECT_FALSE(table->columns[0].values[2]);
  ASSERT_EQ(table->events.size(), 1u);
  EXPECT_EQ(table->events[0].row, 1u);
  EXPECT_EQ(table->begin, at(Day{std::chrono::year{2026} / 1 / 1}, 0));
}

TEST(SuspectTable, LimitsAndNamesAreGiven) {
  auto table = read("time,x\n2026-01-01T00:00,1\n2026-01-01T00:15,2\n",
                    {.columns = {{"x", "A/a21026"}}, .limits = {{"A/SO2", 35}}});
  ASSERT_TRUE(table) << table.error().message();
  EXPECT_EQ(table->columns[0].outlet, "A");
  EXPECT_EQ(table->columns[0].limit, 35);
  EXPECT_EQ(table->step, std::chrono::minutes{15});
}

TEST(SuspectTable, FaultsNameLineAndColumn) {
  auto message = [](std::string_view text, const TableNames& names = {}) {
    auto table = read(text, names);
    return table ? std::string("read") : table.error().message();
  };
  EXPECT_NE(
      message("time,SO2\n2026-01-01T00:00,1\n2026-01-01T01:00,abc\n").find("t.csv:3, column 2"),
      std::string::npos);
  EXPECT_NE(message("time,SO2\n2026-01-01T01:00,1\n2026-01-01T00:00,1\n").find("t.csv:3, column 1"),
            std::string::npos);
  EXPECT_NE(message("time,SO2\n2026-13-01T01:00,1\n").find("t.csv:2"), std::string::npos);
  EXPECT_NE(message("when,SO2\n").find("`time`"), std::string::npos);
  EXPECT_NE(message("time,SO2,SO2\n").find("stands twice"), std::string::npos);
  EXPECT_NE(message("time,SO2\n2026-01-01T01:00,1,2\n").find("3 cells"), std::string::npos);
  EXPECT_NE(message("time,SO2\n2026-01-01T01:00,inf\n2026-01-01T02:00,1\n").find("no number"),
            std::string::npos);
  EXPECT_NE(message("").find("empty"), std::string::npos);
  EXPECT_NE(message("time,A/event\n").find("no column"), std::string::npos);
  EXPECT_NE(message("time,SO2\n2026-01-01T00:00,1\n2026-01-01T01:00,1\n", {.limits = {{"NOx", 1}}})
                .find("limit"),
            std::string::npos);
}

TEST(SuspectTable, AnAgeOfSecondsIsRefused) {
  auto table = read("time,SO2\n2026-01-01T00:00:00,1\n2026-01-01T00:00:01,1\n2126-01-01T00:00,1\n");
  EXPECT_FALSE(table);
}

}  // namespace
}  // namespace qs::app
