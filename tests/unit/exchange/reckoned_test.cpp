// A workbook whose sums, shares, differences and ranks are formulas: what each says, and the value
// that stands beside it for whoever does not compute.
#include "edge/exchange/reckoned.h"

#include <gtest/gtest.h>

#include "base/archive.h"
#include "base/csv.h"

namespace qs::exchange {
namespace {

using Form = SheetColumn::Form;
using Total = SheetColumn::Total;

std::string sheet_of(const std::vector<Sheet>& sheets) {
  auto file = std::filesystem::temp_directory_path() /
              fmt::format("reckoned-{}.xlsx", ::testing::UnitTest::GetInstance()->random_seed());
  auto done = write_reckoned(sheets, "试", *parse_instant("2026-11-22"), file);
  EXPECT_TRUE(done) << done.error().message();
  auto bytes = read_file(file);
  std::filesystem::remove(file);
  auto parts = Archive::open(std::move(*bytes), 1 << 20);
  return *parts->read("xl/worksheets/sheet1.xml");
}

// The cell's XML: formula and value.
std::string cell(const std::string& xml, const std::string& name) {
  auto at = xml.find("<c r=\"" + name + "\"");
  return at == xml.npos ? "none" : xml.substr(at, xml.find("</c>", at) - at);
}

TEST(Reckoned, FormulasSayWhatTheirValuesAre) {
  Sheet sheet{.name = "办件",
              .columns = {{.label = "街道", .first = "street"},
                          {.label = "新开", .first = "opened", .total = Total::sum},
                          {.label = "办结", .first = "closed", .total = Total::sum},
                          {.label = "差",
                           .form = Form::difference,
                           .first = "opened",
                           .second = "closed",
                           .total = Total::mean},
                          {.label = "比",
                           .form = Form::ratio,
                           .first = "closed",
                           .second = "opened",
                           .total = Total::sum},
                          {.label = "占", .form = Form::share, .first = "opened"},
                          {.label = "名次", .form = Form::rank, .first = "opened"}},
              .rows = {{{"street", "甲"}, {"opened", 6.0}, {"closed", 3.0}},
                       {{"street", "乙"}, {"opened", 2.0}, {"closed", 2.0}},
                       {{"street", "丙"}, {"opened", 0.0}}}};
  auto xml = sheet_of({sheet});
  EXPECT_NE(cell(xml, "D2").find("ROUND(B2-C2,6)"), std::string::npos) << cell(xml, "D2");
  EXPECT_NE(cell(xml, "D2").find("<v>3</v>"), std::string::npos);
  EXPECT_NE(cell(xml, "D4").find("<v></v>"), std::string::npos) << "丙 closed is not known";
  EXPECT_NE(cell(xml, "E3").find("<v>1</v>"), std::string::npos);
  EXPECT_NE(cell(xml, "E4").find("<v></v>"), std::string::npos) << "no division by zero";
  EXPECT_NE(cell(xml, "F2").find("<v>0.75</v>"), std::string::npos);
  EXPECT_NE(cell(xml, "G4").find("RANK(B4,B$2:B$4,0)"), std::string::npos);
  EXPECT_NE(cell(xml, "G4").find("<v>3</v>"), std::string::npos);
  EXPECT_NE(cell(xml, "B5").find("SUM(B2:B4)</f><v>8</v>"), std::string::npos) << cell(xml, "B5");
  EXPECT_NE(cell(xml, "D5").find("AVERAGE(D2:D4)"), std::string::npos);
  EXPECT_NE(cell(xml, "E5").find("C5/B5"), std::string::npos) << "the ratio of the totals";
  EXPECT_NE(cell(xml, "E5").find("<v>0.625</v>"), std::string::npos);
}

CellRow figure(const char* street, const char* criterion, double weight, const char* gap,
               std::optional<double> value) {
  CellRow out{{"street", street}, {"criterion", criterion}, {"unit", "个"},
              {"weight", weight}, {"better", "low"},        {"gap", gap}};
  if (value) out["value"] = *value;
  return out;
}

TEST(Reckoned, ARankingIsReckonedFromFiguresAndWeights) {
  Sheet sheet{.name = "排名", .form = Sheet::Form::ranking};
  sheet.rows = {figure("甲", "尘", 3, "out", 10), figure("甲", "办", 1, "spared", 5),
                figure("乙", "尘", 3, "out", 10), figure("乙", "办", 1, "spared", {}),
                figure("丙", "尘", 3, "out", {}), figure("丙", "办", 1, "spared", 1)};
  auto xml = sheet_of({sheet});
  // A street, B C figures, D E ranks, F score, G place; row 2 the weights.
  EXPECT_NE(cell(xml, "B2").find("<v>3</v>"), std::string::npos);
  EXPECT_NE(cell(xml, "D3").find("RANK(B3,B$3:B$5,1)"), std::string::npos) << cell(xml, "D3");
  EXPECT_NE(cell(xml, "D4").find("<v>1</v>"), std::string::npos) << "equals share the rank";
  EXPECT_NE(cell(xml, "E3").find("<v>2</v>"), std::string::npos);
  EXPECT_NE(cell(xml, "F3").find("<v>1.25</v>"), std::string::npos) << "(3 x 1 + 1 x 2) / 4";
  EXPECT_NE(cell(xml, "F4").find("<v>1</v>"), std::string::npos) << "what is spared does not weigh";
  EXPECT_NE(cell(xml, "G5").find("不排名"), std::string::npos) << cell(xml, "G5");
  EXPECT_NE(cell(xml, "G4").find("<v>1</v>"), std::string::npos);
}

}  // namespace
}  // namespace qs::exchange
