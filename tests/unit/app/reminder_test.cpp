// 到期提醒: what falls due is told once for each stage, in one notice a day to each who answers for
// it, also when the house was started anew in between.
#include "app/reminder.h"

#include <gtest/gtest.h>

#include "edge/store/memory_record_log.h"

namespace qs::app {
namespace {

using ledger::Fields;
using ledger::FieldType;
using ledger::Record;

ledger::Field field(std::string name, FieldType type, std::string target = {}) {
  ledger::Field out{.name = name, .type = type, .label_zh = name, .label_en = name};
  out.target = std::move(target);
  return out;
}

ledger::Kind kind(std::string name, std::vector<ledger::Field> fields) {
  ledger::Kind out{.name = name, .label_zh = name, .label_en = name};
  out.fields = std::move(fields);
  return out;
}

class ReminderTest : public ::testing::Test {
 protected:
  ReminderTest() {
    auto permit = kind(
        "permit", {field("name", FieldType::text), field("until", FieldType::day),
                   field("street", FieldType::text), field("unit", FieldType::reference, "unit"),
                   field("firm", FieldType::reference, "firm")});
    permit.shelf = "source";
    permit.title = "name";
    permit.owner = "firm";
    permit.expiry = ledger::Expiry{"until", {30, 7}, {}};
    permit.duties = {{.id = "patrol",
                      .label_zh = "巡查",
                      .label_en = "Patrol",
                      .by = "patrol",
                      .through = "permit",
                      .on = "on",
                      .every = "P1M"}};
    auto texts = [](std::vector<std::string> names) {
      std::vector<ledger::Field> out;
      for (auto& name : names) out.push_back(field(name, FieldType::text));
      return out;
    };
    std::vector<ledger::Kind> kinds{
        permit,
        kind("patrol",
             {field("permit", FieldType::reference, "permit"), field("on", FieldType::day)}),
        kind("unit", texts({"name"})),
        kind("firm", texts({"name"})),
        kind("user", {field("name", FieldType::text), field("roles", FieldType::json),
                      field("area", FieldType::text), field("unit", FieldType::text),
                      field("firm", FieldType::text), field("channels", FieldType::json),
                      field("disabled", FieldType::boolean)}),
        kind("outbox",
             {field("user", FieldType::text), field("channel", FieldType::text),
              field("text_zh", FieldType::long_text), field("text_en", FieldType::long_text),
              field("case", FieldType::text), field("at", FieldType::instant),
              field("due_at", FieldType::instant), field("state", FieldType::text),
              field("tries", FieldType::integer), field("next_at", FieldType::instant),
              field("sent_at", FieldType::instant)}),
        kind("due_notice", {field("record_kind", FieldType::text), field("record", FieldType::text),
                            field("duty", FieldType::text), field("until", FieldType::day),
                            field("stage", FieldType::text), field("people", FieldType::integer),
                            field("at", FieldType::instant)}),
        kind("due_digest", {field("things", FieldType::integer),
                            field("people", FieldType::integer), field("at", FieldType::instant)})};
    EXPECT_TRUE(records_->declare(kinds));
    put("unit", "water", {{"name", std::string("水务")}});
    put("firm", "f1", {{"name", std::string("企业")}});
    user("boss", "admin", {}, {}, {});
    user("north", "street", "north", {}, {});
    user("waters", "department", {}, "water", {});
    user("office", "department", {}, {}, {});
    user("account", "firm", {}, {}, "f1");
  }

  void put(std::string kind, std::string id, Fields fields) {
    // Long ago, so that the duties of earlier months are owed.
    auto kept = records_->commit({.who = "t",
                                  .why = "t",
                                  .when = *parse_instant("2026-01-01"),
                                  .writes = {{.kind = kind, .id = id, .fields = fields}}});
    ASSERT_TRUE(kept) << kept.error().message();
  }
  void user(std::string id, const char* role, std::string area, std::string unit,
            std::string firm) {
    put("user", id,
        {{"name", id},
         {"roles", fmt::format("[\"{}\"]", role)},
         {"area", ledger::kept(area)},
         {"unit", ledger::kept(unit)},
         {"firm", ledger::kept(firm)},
         {"channels", std::string(id == "north" ? "[\"plain\"]" : "[]")}});
  }
  void permit(std::string id, std::string until, std::string_view of, std::string whose) {
    Fields fields{{"name", "证 " + id}, {"until", until}};
    if (!of.empty()) fields[std::string(of)] = std::move(whose);
    put("permit", id, std::move(fields));
    patrolled(id, "2026-04-15");
    patrolled(id, "2026-05-01");
  }
  void patrolled(const std::string& id, const std::string& on) {
    put("patrol", id + on, {{"permit", id}, {"on", on}});
  }

  // How many notices the hour brings; the log is asked anew each time, as after a restart.
  size_t at(std::string_view when) {
    auto done = remind(law_, *records_, *parse_instant(when));
    EXPECT_TRUE(done) << done.error().message();
    return done.value_or(99);
  }
  // What somebody was told so far, in order.
  std::vector<std::string> told(const std::string& user, const char* channel = "in_app") {
    std::vector<std::string> texts;
    auto outbox = records_->query({.kind = "outbox", .where = {}, .order_by = "at"});
    for (const auto& notice : *outbox)
      if (notice.text("user") == user && notice.text("channel") == channel)
        texts.push_back(notice.text("text_zh"));
    return texts;
  }

  std::unique_ptr<ledger::RecordLog> records_ = store::memory_record_log();
  casework::Reminding law_{std::chrono::hours{8}, {"street"}, {"department", "admin"}};
};

TEST_F(ReminderTest, EachStageIsToldOnceOverAllRestarts) {
  permit("p1", "2026-06-05", "street", "north");
  EXPECT_EQ(at("2026-05-05T09:00"), 0u) << "31 days before";
  EXPECT_EQ(at("2026-05-06T07:59"), 0u) << "the hour has not come";
  EXPECT_EQ(at("2026-05-06T08:00"), 1u) << "30 days before";
  EXPECT_EQ(at("2026-05-06T08:01"), 0u);
  EXPECT_EQ(at("2026-05-07T08:00"), 0u);
  EXPECT_EQ(at("2026-05-29T09:00"), 1u) << "7 days before";
  patrolled("p1", "2026-06-01");
  EXPECT_EQ(at("2026-06-05T09:00"), 0u) << "the last day still holds";
  EXPECT_EQ(at("2026-06-06T09:00"), 1u) << "overdue";
  EXPECT_EQ(at("2026-06-07T09:00"), 0u);
  auto texts = told("north");
  ASSERT_EQ(texts.size(), 3u);
  EXPECT_EQ(texts[0], "【到期提醒】0 项已逾期，1 项临近到期\n证 p1（permit）到期，期限 2026-06-05");
  EXPECT_EQ(texts[2],
            "【到期提醒】1 项已逾期，0 项临近到期\n证 p1（permit）到期，已逾期： 2026-06-05");
  EXPECT_EQ(told("north", "plain").size(), 3u) << "also by the channel of the person";
}

TEST_F(ReminderTest, ARenewedThingIsToldOfAnew) {
  permit("p1", "2026-05-10", "street", "north");
  EXPECT_EQ(at("2026-05-08T08:00"), 1u);
  put("permit", "p1",
      {{"name", std::string("证")},
       {"until", std::string("2026-05-12")},
       {"street", std::string("north")}});
  EXPECT_EQ(at("2026-05-09T08:00"), 1u);
}

TEST_F(ReminderTest, ADutyIsToldBeforeItsPeriodEndsAndWhenItWasMissed) {
  permit("p1", "2030-01-01", "street", "north");
  EXPECT_EQ(at("2026-05-31T08:00"), 0u) << "done in May";
  EXPECT_EQ(at("2026-06-22T08:00"), 0u);
  EXPECT_EQ(at("2026-06-23T08:00"), 1u) << "a week before the month ends";
  EXPECT_EQ(at("2026-07-01T08:00"), 1u) << "June was missed";
  EXPECT_EQ(at("2026-07-02T08:00"), 0u);
}

TEST_F(ReminderTest, ManyThingsAreOneNotice) {
  for (int i = 0; i < 25; ++i)
    permit(fmt::format("p{}", i), i % 2 ? "2026-05-10" : "2026-05-01", "street", "north");
  EXPECT_EQ(at("2026-05-08T08:00"), 1u);
  auto text = told("north").at(0);
  EXPECT_TRUE(text.starts_with("【到期提醒】13 项已逾期，12 项临近到期")) << text;
  EXPECT_TRUE(text.ends_with("另有 15 项，见“到期”页")) << text;
}

TEST_F(ReminderTest, WhoAnswersForItIsTold) {
  permit("of-unit", "2026-05-10", "unit", "water");
  permit("of-firm", "2026-05-10", "firm", "f1");
  permit("of-street", "2026-05-10", "street", "north");
  permit("of-nobody-there", "2026-05-10", "street", "south");
  EXPECT_EQ(at("2026-05-08T08:00"), 4u);
  EXPECT_NE(told("waters").at(0).find("of-unit"), std::string::npos);
  EXPECT_NE(told("account").at(0).find("of-firm"), std::string::npos);
  EXPECT_NE(told("office").at(0).find("of-firm"), std::string::npos) << "beside the firm itself";
  EXPECT_NE(told("office").at(0).find("of-nobody-there"), std::string::npos);
  EXPECT_EQ(told("north").at(0).find("of-unit"), std::string::npos);
  EXPECT_TRUE(told("boss").empty()) << "somebody of the departments answers already";
}

TEST_F(ReminderTest, APersonalTitleIsNotSentOut) {
  ledger::Kind someone{.name = "expert", .title = "name"};
  someone.fields = {field("name", FieldType::text)};
  ledger::DueItem item{.record = {"expert", "e1", 1, {{"name", std::string("张三")}}}};
  EXPECT_EQ(casework::told_of(someone, item).title, "张三");
  someone.fields[0].personal = true;
  EXPECT_EQ(casework::told_of(someone, item).title, "e1");
}

}  // namespace
}  // namespace qs::app
