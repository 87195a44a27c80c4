#include "edge/gateway/file/time_format.h"

#include <gtest/gtest.h>

namespace qs::gateway {
namespace {

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
