// Scores, faults and streets of visits, worked by hand.
#include "kernel/casework/visit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"

namespace qs::casework {
namespace {

using Result = Finding::Result;

CheckItem item(std::string id, double weight) {
  return {.id = id,
          .zh = id + " 100%：不低于 2 m",
          .en = id,
          .clause = "郑办〔2019〕9号",
          .confidence = "verified",
          .weight = weight,
          .rectify_days = 3};
}

class Visiting : public ::testing::Test {
 protected:
  Visiting() {
    list.items = {item("fenced", 10), item("covered", 10), item("mixing", 5)};
    list.items[2].veto = true;
    list.items[2].photo = CheckItem::Photo::none;
    for (const auto& one : list.items) visit.findings.push_back({one.id, Result::good, "", {}});
  }
  void find(size_t at, Result result, std::vector<std::string> photos = {kPhoto}) {
    visit.findings[at].result = result;
    visit.findings[at].photos = std::move(photos);
  }
  std::string refused() {
    auto writes = visit_writes(list, visit);
    return writes ? "" : writes.error().place;
  }

  static inline const std::string kPhoto = std::string(64, 'a');
  Checklist list{.id = "dust",
                 .name_zh = "扬尘",
                 .name_en = "Dust",
                 .through = "site",
                 .clause = "c",
                 .confidence = "practice",
                 .version = "v1"};
  Visit visit{.id = "V1",
              .about = "S1",
              .about_title = "一号工地",
              .street = "s1",
              .inspectors = "甲、乙",
              .at = *parse_instant("2026-05-01T10:30:00")};
};

TEST_F(Visiting, TwoInspectorsSignAnEnforcementVisit) {
  EXPECT_EQ(refused(), "");
  visit.enforcement = true;
  EXPECT_EQ(refused(), "inspector_signatures");
  visit.hands = {{"甲", kPhoto}};
  EXPECT_EQ(refused(), "inspector_signatures");
  visit.hands = {{"甲", kPhoto}, {"甲", std::string(64, 'b')}};
  EXPECT_EQ(refused(), "inspector_signatures") << "one person twice";
  visit.hands = {{"甲", kPhoto}, {"乙", kPhoto}};
  EXPECT_EQ(refused(), "inspector_signatures") << "one signature twice";
  visit.hands = {{"甲", kPhoto}, {"乙", std::string(64, 'b')}};
  auto writes = visit_writes(list, visit);
  ASSERT_TRUE(writes);
  ledger::Record record{"visit", "V1", 1, writes->front().fields};
  EXPECT_TRUE(record.flag("enforcement"));
  EXPECT_EQ(record.text("inspector_b"), "乙");
  EXPECT_EQ(record.words("signature_a"), std::vector<std::string>{kPhoto});
}

TEST_F(Visiting, ScoreIsTheShareOfWeightsThatApply) {
  EXPECT_EQ(score_of(list, visit.findings).score, 100);
  find(0, Result::bad);  // (10 + 5) / 25
  EXPECT_EQ(score_of(list, visit.findings).score, 60);
  find(1, Result::none);  // 5 / 15 = 33.33…
  EXPECT_EQ(score_of(list, visit.findings).score, 33.3);
  auto tally = score_of(list, visit.findings);
  EXPECT_EQ(tally.good, 1);
  EXPECT_EQ(tally.bad, 1);
  EXPECT_EQ(tally.none, 1);
}

TEST_F(Visiting, AVetoLeavesNothing) {
  find(2, Result::bad);
  EXPECT_EQ(score_of(list, visit.findings).score, 0);
}

TEST_F(Visiting, NothingThatAppliesIsNoScore) {
  for (size_t i = 0; i < 3; ++i) find(i, Result::none);
  EXPECT_EQ(score_of(list, visit.findings).score, std::nullopt);
  visit.findings.push_back({"unknown", Result::bad, "", {}});
  EXPECT_EQ(score_of(list, visit.findings).bad, 0);
}

TEST_F(Visiting, EachFaultIsARecordWithItsDay) {
  find(0, Result::bad);
  visit.findings[0].note = "南侧缺口 20 m";
  auto writes = visit_writes(list, visit);
  ASSERT_TRUE(writes);
  ASSERT_EQ(writes->size(), 2u);
  ledger::Record kept{"visit", "V1", 1, (*writes)[0].fields};
  EXPECT_EQ(kept.text("result"), "faults");
  EXPECT_EQ(kept.text("site"), "S1");
  EXPECT_EQ(kept.text("called"), "扬尘 · 一号工地");
  EXPECT_EQ(kept.text("checked_on"), "2026-05-01");
  EXPECT_EQ(Json::parse(kept.text("items"))[0]["note"], "南侧缺口 20 m");
  ledger::Record fault{"visit_fault", (*writes)[1].id, 1, (*writes)[1].fields};
  EXPECT_EQ(fault.id, "V1~fenced");
  EXPECT_EQ(fault.text("called"), "fenced 100% · 一号工地");
  EXPECT_EQ(fault.text("due_on"), "2026-05-04");
  EXPECT_EQ(fault.text("photos"), Json({kPhoto}).dump());
  EXPECT_EQ(fault.text("state"), "open");
}

TEST_F(Visiting, WhatIsMissingIsNamed) {
  EXPECT_EQ(refused(), "");
  find(0, Result::bad, {});
  EXPECT_EQ(refused(), "items.fenced.photo");
  find(0, Result::good, {});
  find(2, Result::bad, {});
  EXPECT_EQ(refused(), "items.mixing.note");
  visit.findings[2].note = "搅拌机一台";
  EXPECT_EQ(refused(), "");
  list.items[1].photo = CheckItem::Photo::always;
  EXPECT_EQ(refused(), "items.covered.photo");
  find(1, Result::none, {});
  EXPECT_EQ(refused(), "");
  visit.findings.push_back(visit.findings[0]);
  EXPECT_EQ(refused(), "items.fenced");
  visit.findings.resize(2);
  EXPECT_EQ(refused(), "items.mixing");
  visit.findings.push_back({"new", Result::good, "", {}});
  EXPECT_EQ(refused(), "items.new");
  visit.inspectors = " ";
  EXPECT_EQ(refused(), "inspectors");
}

TEST_F(Visiting, StreetsByTheirMean) {
  auto visited = [](std::string street, std::optional<double> score, int64_t bad) {
    ledger::Record r{"visit", street, 1, {{"street", street}, {"bad", bad}}};
    if (score) r.fields["score"] = *score;
    return r;
  };
  auto rows = rank_streets({visited("a", 80, 2), visited("a", 90.5, 1), visited("b", 99, 0),
                            visited("c", std::nullopt, 0)});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].street, "b");
  EXPECT_EQ(rows[1].mean, 85.2);  // 85.25 half to even
  EXPECT_EQ(rows[1].visits, 2);
  EXPECT_EQ(rows[1].faults, 3);
  EXPECT_EQ(rows[2].mean, std::nullopt);
}

TEST_F(Visiting, AListSaysAllItsFaults) {
  ledger::Kind visits{
      .name = "visit",
      .fields = {{.name = "site", .type = ledger::FieldType::reference, .target = "site"},
                 {.name = "score"}}};
  EXPECT_TRUE(check_checklist(list, {&visits, 1}).empty());
  list.through = "score";
  list.confidence = "sure";
  list.items[0].id = "Fenced";
  list.items[1].weight = 0;
  list.items[1].clause.clear();
  list.items[2].rectify_days = 366;
  list.items.push_back(list.items[2]);
  std::vector<std::string> told;
  for (const auto& fault : check_checklist(list, {&visits, 1})) told.push_back(fault.text);
  using ::testing::Contains;
  using ::testing::HasSubstr;
  for (const auto* part : {"'score' is no reference", "'sure' is none", "'Fenced' is no id",
                           "'covered' weighs nothing", "'covered' has no clause",
                           "'mixing': rectify_days", "'mixing' stands twice"})
    EXPECT_THAT(told, Contains(HasSubstr(part)));
}

}  // namespace
}  // namespace qs::casework
