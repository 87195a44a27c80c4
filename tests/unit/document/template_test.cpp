#include "edge/document/template.h"

#include <gtest/gtest.h>

#include "edge/document/docx_paper.h"
#include "unit/document/docx.h"

namespace qs::document {
namespace {

using namespace testing;

Value text(std::string words) {
  return {std::move(words)};
}
Value money(std::string_view yuan) {
  return {Money{*Decimal::parse(yuan)}};
}

Group values() {
  Rows rows;
  for (auto name : {"甲", "乙", "丙"}) {
    Group row{{"name", text(name)}, {"note", text("")}};
    row["marks"] = {Rows{{{"mark", text("一")}}, {{"mark", text("二")}}}};
    rows.push_back(std::move(row));
  }
  return {{"name", text("管城<化工>&厂")},
          {"firm", {Group{{"name", text("企业")}, {"code", text("91")}}}},
          {"amount", money("120000")},
          {"decided_on", {*parse_day("2026-05-01")}},
          {"at", {*parse_instant("2026-05-01T08:05:00")}},
          {"yes", {true}},
          {"no", {false}},
          {"empty", {Rows{}}},
          {"rows", {std::move(rows)}},
          {"photo", {PictureMaker{}}}};
}

// The paragraphs and cells of the filled document, a line each; of a fault, the fault.
std::string said(const std::string& inner, const Group& with = values()) {
  auto filled = fill(docx(inner), with);
  if (!filled) {
    std::string out = "faults:";
    for (const auto& fault : filled.error()) out += "\n" + fault.message();
    return out;
  }
  auto paper = paper_of(*filled, "", {});
  if (!paper) return paper.error().message();
  std::string out;
  for (const auto& block : paper->blocks) {
    if (auto paragraph = std::get_if<Paragraph>(&block)) out += paragraph->text + "\n";
    if (auto grid = std::get_if<Table>(&block))
      for (const auto& cells : grid->rows) out += fmt::format("{}\n", fmt::join(cells, " | "));
  }
  return out;
}

TEST(Template, ValuesAndTheirFormats) {
  EXPECT_EQ(said(para("{{name}}：{{ firm.name }}（{{firm.code}}）")),
            "管城<化工>&厂：企业（91）\n");
  EXPECT_EQ(said(para("{{amount}} {{amount|capital}}")), "120000元 壹拾贰万元整\n");
  EXPECT_EQ(said(para("{{decided_on}} {{decided_on|cn_day}} {{at}} {{at|day}}")),
            "2026年5月1日 二〇二六年五月一日 2026年5月1日8时05分 2026年5月1日\n");
}

TEST(Template, CapitalsOfMoney) {
  auto said = [](std::string_view yuan) { return capital(*Decimal::parse(yuan)); };
  EXPECT_EQ(said("0"), "零元整");
  EXPECT_EQ(said("10"), "壹拾元整");
  EXPECT_EQ(said("1005"), "壹仟零伍元整");
  EXPECT_EQ(said("100000"), "壹拾万元整");
  EXPECT_EQ(said("100500"), "壹拾万零伍佰元整");
  EXPECT_EQ(said("1000001"), "壹佰万零壹元整");
  EXPECT_EQ(said("20305060"), "贰仟零叁拾万伍仟零陆拾元整");
  EXPECT_EQ(said("100000000"), "壹亿元整");
  EXPECT_EQ(said("100010000.05"), "壹亿零壹万元零伍分");
  EXPECT_EQ(said("16409.02"), "壹万陆仟肆佰零玖元零贰分");
  EXPECT_EQ(said("325.6"), "叁佰贰拾伍元陆角整");
}

TEST(Template, APlaceHolderThatWordHasSplitHasTheLooksOfItsFirstRun) {
  auto inner = "<w:p>" + run("见{", "<w:b/>") + "<w:proofErr w:type=\"spellStart\"/>" +
               run("{fir", "<w:i/>") + run("m.na") + run("me}") + run("} 等") + "</w:p>";
  EXPECT_EQ(said(inner), "见企业 等\n");
  auto xml = part_of(*fill(docx(inner), values()), "word/document.xml");
  EXPECT_NE(
      xml.find(
          "<w:b/></w:rPr><w:t xml:space=\"preserve\">见</w:t><w:t xml:space=\"preserve\">企业"),
      xml.npos)
      << xml;
}

TEST(Template, LinesOfAValueAreLinesOfTheParagraph) {
  EXPECT_EQ(said(para("{{a}}。"), {{"a", text("一\n二\x01")}}), "一\n二。\n");
}

TEST(Template, LoopsOverParagraphsRowsAndWithinOne) {
  EXPECT_EQ(said(para("前") + para("{{#each rows}}") + para("{{row}}. {{name}} {{firm.code}}") +
                 para("{{/each}}") + para("后")),
            "前\n1. 甲 91\n2. 乙 91\n3. 丙 91\n后\n");
  EXPECT_EQ(said(table(row({"名", "次"}) + row({"{{#each rows}}{{name}}", "{{row}}{{/each}}"}) +
                       row({"末", ""}))),
            "名 | 次\n甲 | 1\n乙 | 2\n丙 | 3\n末 | \n");
  EXPECT_EQ(said(table(row({"{{#each rows}}", ""}) + row({"{{name}}", "{{row}}"}) +
                       row({"{{/each}}", ""}))),
            "甲 | 1\n乙 | 2\n丙 | 3\n")
      << "rows that hold nothing else are gone";
  EXPECT_EQ(said(para("人员：{{#each rows}}{{name}}；{{/each}}共三人")),
            "人员：甲；乙；丙；共三人\n");
  EXPECT_EQ(said(table(row({"{{#each empty}}{{name}}", "{{/each}}"}) + row({"在", "在"}))),
            "在 | 在\n");
}

TEST(Template, LoopsWithinLoopsAndACellOfParagraphs) {
  EXPECT_EQ(said(para("{{#each rows}}") + para("{{name}}") + para("{{#each marks}}") +
                 para("{{name}}{{mark}}") + para("{{/each}}") + para("{{/each}}")),
            "甲\n甲一\n甲二\n乙\n乙一\n乙二\n丙\n丙一\n丙二\n");
  EXPECT_EQ(said(table("<w:tr><w:tc>" + para("{{#each rows}}") + para("{{name}}") +
                       para("{{/each}}") + "</w:tc><w:tc>" + para("x") + "</w:tc></w:tr>")),
            "甲\n乙\n丙 | x\n")
      << "what begins and ends in one cell repeats its paragraphs";
}

TEST(Template, Conditions) {
  EXPECT_EQ(said(para("{{#if yes}}有{{/if}}{{#unless yes}}无{{/unless}}")), "有\n");
  EXPECT_EQ(said(para("{{#if no}}有{{/if}}{{#unless no}}无{{/unless}}")), "无\n");
  EXPECT_EQ(said(para("{{#if empty}}") + para("不见") + para("{{/if}}") + para("末")), "末\n");
  EXPECT_EQ(said(para("{{#if firm}}") + para("见") + para("{{/if}}")), "见\n");
  EXPECT_EQ(said(table(row({"{{#if no}}a", "b{{/if}}"}) + row({"{{#if yes}}c", "d{{/if}}"}))),
            "c | d\n");
  EXPECT_EQ(said(para("{{#each rows}}") + para("{{#if note}}注{{note}}{{/if}}{{name}}") +
                 para("{{/each}}")),
            "甲\n乙\n丙\n");
}

TEST(Template, HeadersAndFootersAreFilledToo) {
  auto file = docx(para("正文"), {{"word/header1.xml", body_xml(para("{{firm.name}}"))}});
  auto filled = fill(file, values());
  ASSERT_TRUE(filled);
  EXPECT_NE(part_of(*filled, "word/header1.xml").find("企业"), std::string::npos);
}

TEST(Template, EveryFaultIsToldAtOnceWithItsPlaceAndTheWordsAroundIt) {
  auto told =
      said(para("甲") + para("当事人{{firm.nam}}，") + para("{{rows}}") +
           para("{{#each name}}x{{/each}}") + para("{{amount|cn_day}}{{name|big}}") + para("{{ab") +
           para("{{一}}") + para("{{#if yes}}") + table(row({"表", "{{nix}}"})) + para("{{firm}}"));
  for (auto words :
       {"word/document.xml, paragraph 2: 'firm.nam' is not known, at '当事人{{firm.nam}}，'",
        "paragraph 3: 'rows' is a list", "paragraph 4: is no list",
        "paragraph 5: 'amount' has no format 'cn_day'", "paragraph 5: 'name' 'big' is no format",
        "paragraph 6: a place-holder does not end in its paragraph, at '{{ab'",
        "paragraph 7: is no place-holder, at '{{一}}'", "paragraph 8: is not closed",
        "table 1 row 1: 'nix' is not known", "paragraph 9: 'firm' has parts"})
    EXPECT_NE(told.find(words), told.npos) << words << "\nin " << told;
}

TEST(Template, WhatEndsWithoutHavingBegunOrCrossesIsAFault) {
  EXPECT_NE(said(para("{{/each}}")).find("ends nothing"), std::string::npos);
  auto crossed =
      said(para("{{#if yes}}") + para("{{#each rows}}") + para("{{/if}}") + para("{{/each}}"));
  EXPECT_TRUE(crossed.starts_with("faults:")) << crossed;
  auto over = said(para("{{#each rows}}") + table(row({"a", "{{/each}}"})));
  EXPECT_TRUE(over.starts_with("faults:")) << "a loop cannot begin outside a table and end in it";
}

TEST(Template, ACheckLooksIntoEveryConditionAndLoop) {
  auto faults =
      check_template(docx(para("{{#unless yes}}{{a}}{{/unless}}{{#if no}}{{b}}{{/if}}")), values());
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_TRUE(check_template(docx(para("{{name}}")), values()).empty());
}

TEST(Template, Bounds) {
  EXPECT_NE(said(para(std::string("{{") + std::string(300, 'a') + "}}")).find("does not end"),
            std::string::npos);
  std::string deep, ends;
  for (int i = 0; i <= kDeepestLoop; ++i) {
    deep += para("{{#if yes}}");
    ends += para("{{/if}}");
  }
  EXPECT_NE(said(deep + para("x") + ends).find("in each other"), std::string::npos);
  Rows many(300);
  EXPECT_NE(said(para("{{#each m}}") + para("{{#each m}}") + para("x") + para("{{/each}}") +
                     para("{{/each}}"),
                 {{"m", {many}}})
                .find("the loops go through more than"),
            std::string::npos);
  std::string nest;
  for (int i = 0; i < 400; ++i) nest += "<w:sdt>";
  for (int i = 0; i < 400; ++i) nest += "</w:sdt>";
  EXPECT_NE(said(nest).find("within each other"), std::string::npos);
  EXPECT_FALSE(fill("no zip", {}));
  EXPECT_FALSE(fill(zipped({{"a", "b"}}), {}));
  auto bomb = docx("", {{"word/header1.xml", std::string(kMostTemplateUnpacked + 1, ' ')}});
  auto refused = fill(bomb, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error()[0].text.find("unpacks to more"), std::string::npos);
}

// 1 × 1 pixel.
const std::string kPng(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9c"
    "c\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xae\x42`\x82",
    70);

TEST(Template, PicturesAreKeptWithinThePageAndStandInThePdf) {
  auto picture = std::make_shared<Picture>(Picture{kPng, 4000, 2000});
  Group with{{"chart", {PictureMaker([&] { return picture; })}}, {"none", {PictureMaker{}}}};
  auto file = docx("<w:p>" + run("图{{picture chart}}{{picture none}}，{{picture chart 40}}") +
                   "</w:p><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:left=\"1588\" "
                   "w:right=\"1474\" w:top=\"2098\" w:bottom=\"1985\"/></w:sectPr>");
  auto filled = fill(file, with);
  ASSERT_TRUE(filled) << filled.error()[0].message();
  EXPECT_EQ(part_of(*filled, "word/media/qs1.png"), kPng);
  EXPECT_NE(part_of(*filled, "[Content_Types].xml").find("image/png"), std::string::npos);
  EXPECT_NE(part_of(*filled, "word/_rels/document.xml.rels").find("media/qs1.png"),
            std::string::npos);
  auto paper = paper_of(*filled, "图", {});
  ASSERT_TRUE(paper);
  ASSERT_EQ(paper->blocks.size(), 3u);
  auto wide = std::get<Image>(paper->blocks[1]), small = std::get<Image>(paper->blocks[2]);
  EXPECT_NEAR(wide.width, 156, 1) << "the page without its margins";
  EXPECT_NEAR(wide.height, 78, 1);
  EXPECT_NEAR(small.width, 40, 0.1);
}

TEST(Template, PicturesThatAreMadeOnTheWayStayApart) {
  Rows rows;
  for (int i = 1; i <= 9; ++i)
    rows.push_back({{"image", {PictureMaker([i] {
                       return std::make_shared<Picture>(
                           Picture{kPng + std::string(static_cast<size_t>(i), ' '), 10, 10});
                     })}}});
  auto filled = fill(docx(para("{{#each rows}}{{picture image}}{{/each}}")), {{"rows", {rows}}});
  ASSERT_TRUE(filled) << filled.error()[0].message();
  for (int i = 1; i <= 9; ++i)
    EXPECT_EQ(part_of(*filled, fmt::format("word/media/qs{}.png", i)).size(),
              kPng.size() + static_cast<size_t>(i));
}

TEST(Template, TheSameValuesGiveTheSameBytes) {
  auto file = docx(para("{{name}}"));
  EXPECT_EQ(*fill(file, values()), *fill(file, values()));
}

}  // namespace
}  // namespace qs::document
