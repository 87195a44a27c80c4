// The papers of the pack of Guancheng, filled with records.
#include <gtest/gtest.h>

#include "app/paper_desk.h"
#include "app/paper_values.h"
#include "edge/document/template.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using ledger::Record;

service::PaperAsked asked_of(Record record) {
  service::PaperAsked out;
  out.record = std::move(record);
  out.format = "docx";
  out.see = [](std::string_view kind, std::string_view id) -> std::optional<Record> {
    if (kind == "firm" && id == "f1")
      return Record{"firm", "f1", 1, {{"name", std::string("某厂")}, {"unit", std::string("u1")}}};
    if (kind == "unit" && id == "u1")
      return Record{
          "unit", "u1", 1, {{"name", std::string("某局")}, {"parent", std::string("u0")}}};
    if (kind == "unit" && id == "u0")
      return Record{"unit", "u0", 1, {{"name", std::string("区政府")}}};
    return std::nullopt;
  };
  out.bytes = [](const std::string&) { return fail("none"); };
  out.at = *parse_instant("2026-11-22T09:00");
  return out;
}

std::string at(const document::Group& values, std::vector<std::string_view> path) {
  auto group = &values;
  for (size_t i = 0; i + 1 < path.size(); ++i)
    group = &std::get<document::Group>(group->find(path[i])->second.is);
  auto text = document::text_of(group->find(path.back())->second);
  return text ? *text : text.error().text;
}

TEST(PaperValues, AreThoseOfTheRecordAndOfWhatItRefersTo) {
  auto values = paper_values(guancheng(), asked_of({"penalty",
                                                    "p1",
                                                    1,
                                                    {{"firm", std::string("f1")},
                                                     {"kind", std::string("fine")},
                                                     {"amount", 12'000.5},
                                                     {"street", std::string("dongdajie")},
                                                     {"decided_on", std::string("2026-05-01")}}}));
  EXPECT_EQ(at(values, {"kind"}), "罚款");
  EXPECT_EQ(at(values, {"kind_is", "fine"}), "是");
  EXPECT_EQ(at(values, {"kind_is", "warning"}), "否");
  EXPECT_EQ(at(values, {"amount"}), "12000.50元");
  EXPECT_EQ(at(values, {"decided_on"}), "2026年5月1日");
  EXPECT_EQ(at(values, {"street"}), "东大街街道");
  EXPECT_EQ(at(values, {"firm", "name"}), "某厂");
  EXPECT_EQ(at(values, {"firm", "unit", "name"}), "某局");
  EXPECT_EQ(at(values, {"firm", "unit", "parent"}), "区政府") << "deeper: by its title";
  EXPECT_EQ(at(values, {"firm", "credit_code"}), "");
  EXPECT_EQ(at(values, {"inspection", "number"}), "") << "known, and nothing to say";
  EXPECT_EQ(at(values, {"today"}), "2026年11月22日");
  EXPECT_EQ(at(values, {"unit_name"}), "郑州市管城回族区生态环境主管部门");
}

TEST(Papers, EachIsFilledWithABareRecordAndPrinted) {
  const auto& pack = guancheng();
  PaperDesk desk(pack);
  ASSERT_GE(pack.papers.size(), 5u);
  for (const auto& paper : pack.papers) {
    auto asked = asked_of({paper.kind, "x", 1, {{"firm", std::string("f1")}}});
    if (!paper.states.empty())
      asked.record.fields[pack.kind(paper.kind)->state] = paper.states.front();
    if (paper.when) asked.record.fields[paper.when->field] = paper.when->is.front();
    asked.paper = paper.id;
    if (paper.dossier)
      asked.dossier = [] {
        return std::string(
            R"({"score": 0.5, "missing": [], "latest": [], "timeline": [{"day": "2026-05-01", "title": "变更"}],
                "parts": [{"label_zh": "环评", "count": 1, "expected": true, "missing": false, "items": [{"title": "一"}]}]})");
      };
    std::vector<std::string> formats{"docx", "pdf"};
    if (paper.offer.workbook) formats.push_back("xlsx");
    for (const auto& format : formats) {
      asked.format = format;
      auto made = desk.make(asked);
      ASSERT_TRUE(made) << paper.id << ": " << made.error().message();
      EXPECT_TRUE(made->name.ends_with("." + format)) << made->name;
    }
    EXPECT_FALSE(desk.of(asked.record).empty());
  }
}

TEST(Papers, AreOfferedOnlyWhereTheyFit) {
  PaperDesk desk(guancheng());
  auto ids = [&](ledger::Fields fields) {
    std::string out;
    for (const auto& offer : desk.of({"penalty", "p", 1, std::move(fields)})) out += offer.id + " ";
    return out;
  };
  EXPECT_EQ(ids({{"state", std::string("notified")}}), "penalty_notice ");
  EXPECT_EQ(ids({{"state", std::string("decided")}}), "penalty_decision ");
  EXPECT_EQ(ids({{"state", std::string("revoked")}}), "");
}

}  // namespace
}  // namespace qs::app
