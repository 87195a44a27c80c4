// 监管: what records, duties and time bring about in the credit of a firm, and what that does to
// the draw; with the pack of Guancheng over the memory twin.
#include <gtest/gtest.h>

#include "app/demo_draw.h"
#include "app/overseer.h"
#include "app/oversight_rounds.h"
#include "app/standings.h"
#include "base/json.h"
#include "edge/store/memory_record_log.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using ledger::Fields;
using ledger::Record;
using ledger::Write;

const Instant kNow = *parse_instant("2026-11-22T09:00");

class OversightTest : public ::testing::Test {
 protected:
  OversightTest() {
    EXPECT_TRUE(records_->declare(guancheng().kinds));
    for (int i = 1; i <= 4; ++i)
      put("inspector", fmt::format("i{}", i),
          {{"name", fmt::format("检查员{}", i)},
           {"certificate", fmt::format("证{}", i)},
           {"valid_until", std::string("2027-12-31")},
           {"active", true}});
    for (std::string id : {"f1", "f2"})
      put("firm", id,
          {{"name", "企业 " + id},
           {"control_class", std::string("key")},
           {"state", std::string("operating")},
           {"street", std::string("dongdajie")}});
  }

  // As a person's write goes: with all that follows from it.
  Result<void> write(std::vector<Write> writes, Instant at = kNow) {
    if (auto done = consequences_.add_to(writes, at); !done) return done;
    auto kept = records_->commit({.who = "test", .why = "test", .when = at, .writes = writes});
    if (!kept) return tl::unexpected(kept.error());
    return {};
  }
  Result<void> put(std::string kind, std::string id, Fields fields, Instant at = kNow) {
    return write({{.kind = std::move(kind),
                   .id = std::move(id),
                   .fields = std::move(fields),
                   .expected_revision = {}}},
                 at);
  }
  Record get(std::string_view kind, std::string_view id) const {
    auto record = records_->get(kind, id);
    return record && *record ? **record : Record{};
  }
  Fields penalty(const std::string& number, const std::string& kind) const {
    return {{"number", number},
            {"firm", std::string("f1")},
            {"violation", std::string("虚构")},
            {"kind", kind},
            {"transferred", kind == "detain"},
            {"decided_on", std::string("2026-11-20")},
            {"state", std::string("decided")}};
  }
  oversight::FirmStanding standing(std::string_view firm) const {
    auto known = standings_of(*records_, guancheng().oversight.draw, 2026, 4, day_of(kNow));
    for (const auto& one : known->firms)
      if (one.id == firm) return one;
    return {};
  }

  std::unique_ptr<ledger::RecordLog> records_ = store::memory_record_log();
  Consequences consequences_{*records_, guancheng().oversight, {}};
};

TEST_F(OversightTest, AFirmThatGetsBadWeighsMoreAndIsVisitedMoreOften) {
  const auto& law = guancheng().oversight.draw;
  auto before = standing("f1");
  EXPECT_EQ(oversight::visits_a_year(law, before), 1);
  ASSERT_TRUE(put("penalty", "p1", penalty("罚1", "detain")));
  auto after = standing("f1");
  EXPECT_EQ(after.grade, "bad");
  EXPECT_EQ(oversight::visits_a_year(law, after), 2);
  EXPECT_EQ(oversight::weight_parts(law, after, day_of(kNow))[0],
            2 * oversight::weight_parts(law, before, day_of(kNow))[0]);
}

TEST_F(OversightTest, CreditRisesByItselfWhenAnEventEnds) {
  ASSERT_TRUE(put("penalty", "p1", penalty("罚1", "seal")));
  EXPECT_EQ(get("credit_record", "f1-2026").number("score"), 80);
  EXPECT_EQ(get("credit_event", "stopped~p1").text("until"), "2029-11-19");
  auto moved = moved_credit(consequences_, *records_, kNow);
  ASSERT_TRUE(moved);
  EXPECT_TRUE(moved->empty()) << "as it stands";
  moved = moved_credit(consequences_, *records_, *parse_instant("2029-11-20T01:00"));
  ASSERT_TRUE(moved);
  ASSERT_EQ(moved->size(), 1u);
  EXPECT_EQ(moved->front().id, "f1-2029");
  EXPECT_EQ(std::get<double>(moved->front().fields.at("score")), 100);
}

TEST_F(OversightTest, RepairIsRefusedTooEarlyAndAnAppealIsAboutOnesOwnEvent) {
  ASSERT_TRUE(put("penalty", "p1", penalty("罚1", "seal")));
  auto event = get("credit_event", "stopped~p1");
  event.fields["state"] = std::string("repaired");
  auto early = put("credit_event", event.id, event.fields);
  ASSERT_FALSE(early);
  EXPECT_NE(early.error().text.find("2027-05-20"), std::string::npos) << early.error().text;
  EXPECT_TRUE(put("credit_event", event.id, event.fields, *parse_instant("2027-05-20T09:00")));
  Fields appeal{{"firm", std::string("f2")},
                {"event", event.id},
                {"kind", std::string("objection")},
                {"grounds", std::string("x")},
                {"filed_on", std::string("2026-11-22")},
                {"state", std::string("filed")}};
  EXPECT_FALSE(put("credit_appeal", "a1", appeal)) << "another firm's";
}

TEST_F(OversightTest, WhatWasThereBeforeIsFoundOnceAndHoursAreCountedByMonth) {
  auto fields = penalty("罚1", "fine");
  fields["amount"] = 50'000.0;
  fields["transferred"] = false;
  ASSERT_TRUE(records_->commit({.who = "import",
                                .why = "import",
                                .when = kNow,
                                .writes = {{.kind = "penalty", .id = "p1", .fields = fields}}}));
  ASSERT_TRUE(put("station", "outlet-1",
                  {{"kind", std::string("outlet")},
                   {"name_zh", std::string("口")},
                   {"name_en", std::string("Outlet")}}));
  ASSERT_TRUE(put("outlet", "o1",
                  {{"name", std::string("口")},
                   {"code", std::string("DA001")},
                   {"kind", std::string("main")},
                   {"firm", std::string("f2")},
                   {"station", std::string("outlet-1")}}));
  auto began = to_ms(*parse_instant("2026-11-01T00:00"));
  ASSERT_TRUE(put("alert", "a1",
                  {{"rule", std::string("flue_gas_over_limit")},
                   {"site", std::string("outlet-1")},
                   {"state", std::string("resolved")},
                   {"severity", std::string("critical")},
                   {"began_at", began},
                   {"fired_at", began},
                   {"resolved_at", to_ms(*parse_instant("2026-11-01T11:00"))}}));
  auto found = fresh_events(consequences_, *records_, kNow);
  ASSERT_TRUE(found) << found.error().message();
  ASSERT_EQ(found->size(), 2u);
  ASSERT_TRUE(write(*found));
  EXPECT_EQ(get("credit_event", "fine_small~p1").integer("points"), 5) << "50,000 yuan exactly";
  EXPECT_EQ(get("credit_event", "exceedance_hours~f2~2026-11").text("firm"), "f2");
  EXPECT_EQ(get("credit_record", "f2-2026").number("score"), 97);
  found = fresh_events(consequences_, *records_, kNow);
  EXPECT_TRUE(found && found->empty()) << "each once";
}

TEST_F(OversightTest, ADrawWhoseTimeIsOverIsVoidedAndKeepsNothing) {
  auto known = standings_of(*records_, guancheng().oversight.draw, 2026, 4, day_of(kNow));
  ASSERT_TRUE(known);
  auto pool = oversight::pool_for(guancheng().oversight.draw, known->firms, known->inspectors, 2026,
                                  4, "2026Q4-1", day_of(kNow));
  EXPECT_EQ(pool.firms.size(), 2u);
  auto rite =
      oversight::begin(pool, 2026, 4, {{.user = "a", .name = "甲"}, {.user = "b", .name = "乙"}},
                       {std::chrono::hours{24}, std::chrono::hours{24}}, kNow);
  ASSERT_TRUE(write({oversight::write_of(*rite)}));
  auto voided = voided_draws(*records_, kNow + std::chrono::hours{23});
  EXPECT_TRUE(voided && voided->empty());
  voided = voided_draws(*records_, kNow + std::chrono::hours{24});
  ASSERT_TRUE(voided);
  ASSERT_EQ(voided->size(), 1u);
  ASSERT_TRUE(write(*voided));
  EXPECT_EQ(get("inspection_draw", "2026Q4-1").text("stage"), "void");
  EXPECT_TRUE(voided_draws(*records_, kNow + std::chrono::hours{100})->empty());
}

TEST_F(OversightTest, TheDemonstrationIsADrawThatCanBeRepeated) {
  for (std::string user : {"department", "auditor"})
    put("user", user, {{"name", user}, {"roles", std::string("[]")}});
  ASSERT_TRUE(found_demo_draw(guancheng(), *records_, kNow));
  auto rite = oversight::rite_of(get("inspection_draw", "2026Q3-1"));
  EXPECT_EQ(rite.stage, oversight::Stage::drawn);
  EXPECT_EQ(rite.drawn, oversight::draw(*oversight::pool_of(rite.pool), rite.seed));
  EXPECT_TRUE(rite.simulated);
  auto tasks = records_->count({.kind = "inspection_task", .where = {}});
  EXPECT_EQ(*tasks, rite.drawn.size());
  ASSERT_TRUE(found_demo_draw(guancheng(), *records_, kNow));
  EXPECT_EQ(records_->count({.kind = "inspection_draw", .where = {}}), 1u) << "once";
}

TEST_F(OversightTest, TheTaskSheetIsADocument) {
  put("inspection_task", "k1",
      {{"number", std::string("双随机 k1")},
       {"draw", std::string("x")},
       {"year", int64_t{2026}},
       {"quarter", int64_t{4}},
       {"firm", std::string("f1")},
       {"group", std::string("key")},
       {"visit_by", std::string("2026-12-31")},
       {"state", std::string("assigned")}});
  auto paper = task_paper(guancheng(), *records_, get("inspection_task", "k1"));
  ASSERT_TRUE(paper) << paper.error().message();
  EXPECT_GT(paper->blocks.size(), 8u);
}

}  // namespace
}  // namespace qs::app
