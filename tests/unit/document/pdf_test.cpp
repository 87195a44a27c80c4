// What is set is read back with poppler's pdftotext: the text is there, in order, as text.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "edge/document/paper.h"
#include "unit/document/pdf_text.h"

namespace qs::document {
namespace {

using Style = Paragraph::Style;
using testing::text_of;

Paper paper(std::vector<Block> blocks) {
  return {"研判报告", *parse_instant("2026-05-01T10:30:00"), std::move(blocks)};
}

TEST(Pdf, ChineseCanBeSearchedAndTheFileIsSmall) {
  auto made = pdf(paper(
      {Paragraph{"准入研判报告", Style::title}, Paragraph{"研判〔2026〕12号", Style::number},
       Paragraph{"一、项目情况", Style::heading}, Paragraph{"项目位于管城回族区，行业代码 C2631。"},
       Table{{1, 2}, {"编码", "要求"}, {{"ZH41010420001", "禁止新建化工项目"}}},
       Paragraph{"二〇二六年五月一日", Style::closing}}));
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(made->substr(0, 5), "%PDF-");
  EXPECT_LT(made->size(), 100'000u) << "fonts are cut down to what is used";
  auto text = text_of(*made);
  for (std::string_view words : {"准入研判报告", "研判〔2026〕12号", "管城回族区", "C2631",
                                 "ZH41010420001", "禁止新建化工项目", "— 1 —"})
    EXPECT_NE(text.find(words), text.npos) << words << " in " << text;
}

TEST(Pdf, LongTextsAndTablesGoOverToTheNextPages) {
  std::string words;
  for (int i = 0; i < 600; ++i) words += "未完待续，";
  Table table{{1, 1}, {"序号", "内容"}, {}};
  for (int i = 0; i < 80; ++i) table.rows.push_back({fmt::format("第{}行", i), "内容"});
  auto made = pdf(paper({Paragraph{words + "到此为止。"}, table}));
  ASSERT_TRUE(made) << made.error().message();
  auto text = text_of(*made);
  EXPECT_NE(text.find("到此为止"), text.npos);
  EXPECT_NE(text.find("第79行"), text.npos);
  EXPECT_NE(text.find("— 4 —"), text.npos);
  size_t headers = 0;
  for (auto at = text.find("序号"); at != text.npos; at = text.find("序号", at + 1)) ++headers;
  EXPECT_GE(headers, 2u) << "a table tells its columns on every page";
}

TEST(Pdf, SketchesOfEveryTypeAndOfNothing) {
  auto area = Geometry::box({113.70, 34.70, 113.72, 34.72});
  auto point = Geometry::point({113.71, 34.71});
  auto line = Geometry::of(R"({"type":"LineString","coordinates":[[113.69,34.7],[113.73,34.72]]})");
  ASSERT_TRUE(line);
  Sketch sketch{{}, "图 1 示意"};
  EXPECT_TRUE(pdf(paper({sketch})));
  for (const auto* shape : {&point, &area, &*line})
    sketch.shapes.push_back({shape->parts(), shape->type(), 0x1d4ed8, "图例"});
  auto made = pdf(paper({sketch}));
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_NE(text_of(*made).find("图例"), std::string::npos);
}

TEST(Pdf, TellsWhichPageIsOneTooMany) {
  std::vector<Block> blocks;
  for (size_t i = 0; i < kMostPages * 60; ++i)
    blocks.push_back(Paragraph{"标题一个又一个", Style::title});
  auto made = pdf(paper(std::move(blocks)));
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().text.find("more than 200 pages"), std::string::npos);
}

TEST(Pdf, CharactersThatNoFontHasAreAFault) {
  auto made = pdf(paper({Paragraph{"\U000F1234"}}));  // private use: nobody's letter
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().text.find("no font"), std::string::npos);
}

}  // namespace
}  // namespace qs::document
