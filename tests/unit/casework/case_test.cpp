// The whole life of a case, kept in a ledger as the flow would keep it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "unit/casework/two_level.h"
#include "unit/record_book.h"

namespace qs::casework {
namespace {

using ::testing::HasSubstr;

const Day kDay{std::chrono::year{2026} / 5 / 1};
const Evidence kPhoto{"hash1", "现场.jpg", "image/jpeg"};
const access::Actor kStreet{"zhang", "张", {"street"}, "S1"};
const access::Actor kOther{"qian", "钱", {"street"}, "S2"};
const access::Actor kDuty{"li", "李", {"district_duty"}, ""};

class CaseLife : public ::testing::Test {
 protected:
  CaseLife() {
    people_ = {{"zhang", "张", {"street"}, "S1", {"webhook"}},
               {"sun", "孙", {"street"}, "S1"},
               {"qian", "钱", {"street"}, "S2"},
               {"li", "李", {"district_duty"}},
               {"boss", "王", {"admin"}}};
    Shift day{"day", 8h, 20h}, night{"night", 20h, 8h};
    roster_ = {{"S1", "day", "zhang", "张", kDay, span_of(day, kDay)},
               {"S1", "night", "sun", "孙", kDay, span_of(night, kDay)}};
  }

  Setting setting() const { return {workflow_, calendar_, people_, roster_}; }

  Case kept(std::string_view id = "alert1") const { return case_of(*book_.get(kCaseKind, id)); }
  std::vector<CaseEvent> timeline() const {
    std::vector<CaseEvent> list;
    for (const auto& r : book_.all(kEventKind)) list.push_back(event_of(r));
    return list;
  }
  std::vector<std::string> told(std::string_view user, std::string_view channel = kInApp) const {
    std::vector<std::string> texts;
    for (const auto& r : book_.all(kOutboxKind))
      if (r.text("user") == user && r.text("channel") == channel)
        texts.push_back(r.text("text_zh"));
    return texts;
  }

  Outcome keep(const Outcome& outcome) {
    auto done = book_.apply(outcome.writes);
    EXPECT_TRUE(done) << done.error().text;
    return outcome;
  }
  Outcome open(std::string origin, Instant now, const Case* newest = nullptr) {
    Opening opening{origin, "pm25_hour~S01", "PM2.5 超标", "PM2.5 high", "S1", "S01", "预警触发"};
    return keep(open_case(setting(), opening, newest, now));
  }
  // The fault's place, or empty when it was done.
  std::string act_as(const access::Actor& actor, std::string_view verb, Instant now,
                     std::string_view text = "", std::vector<Evidence> evidence = {}) {
    Deed deed{.verb = std::string(verb), .text = std::string(text), .evidence = evidence};
    auto done = act(setting(), kept(), {}, actor, deed, now);
    if (!done) return done.error().place;
    keep(*done);
    return "";
  }
  void handle_all(Instant now) {
    ASSERT_EQ(act_as(kStreet, "accept", now), "");
    ASSERT_EQ(act_as(kStreet, "handle", now, "已洒水降尘", {kPhoto}), "");
    ASSERT_EQ(act_as(kStreet, "reply", now, "数值回落"), "");
  }
  Instant t(int hour, int minute = 0) const { return at(kDay, hour, minute); }

  Workflow workflow_ = two_level();
  Calendar calendar_;
  std::vector<Person> people_;
  std::vector<Duty> roster_;
  testing::RecordBook book_;
};

TEST_F(CaseLife, FromOpeningToClosing) {
  open("alert1", t(9));
  auto c = kept();
  EXPECT_EQ(c.step, "dispatch");
  EXPECT_EQ(c.assignee, "zhang");
  EXPECT_EQ(c.due_at, t(9, 30));
  EXPECT_EQ(c.case_due_at, t(9) + 24h);
  EXPECT_EQ(told("zhang").size(), 1u);
  EXPECT_EQ(told("zhang", "webhook").size(), 1u);
  EXPECT_TRUE(told("sun").empty());
  EXPECT_TRUE(told("qian").empty());

  handle_all(t(9, 10));
  EXPECT_EQ(kept().step, "review");
  EXPECT_THAT(told("li"), ::testing::ElementsAre(HasSubstr("【待审核】PM2.5 超标")));
  EXPECT_EQ(act_as(kDuty, "close", t(9, 20), "同意办结"), "");
  c = kept();
  EXPECT_TRUE(c.closed);
  EXPECT_EQ(c.closed_at, t(9, 20));
  EXPECT_EQ(act_as(kDuty, "close", t(9, 21), "again"), "state");

  std::vector<std::string> verbs;
  for (const auto& e : timeline()) verbs.push_back(e.verb);
  EXPECT_THAT(verbs, ::testing::ElementsAre("open", "accept", "handle", "reply", "close"));
  EXPECT_EQ(timeline()[1].text, "签收");  // no text given: the action is the reason
  EXPECT_EQ(timeline()[2].evidence[0].hash, "hash1");
  EXPECT_EQ(timeline()[2].step, "handle");
}

TEST_F(CaseLife, RecordKeepsEveryField) {
  open("alert1", t(9));
  handle_all(t(9, 10));
  act_as(kDuty, "close", t(9, 20), "同意办结");
  auto record = *book_.get(kCaseKind, "alert1");
  EXPECT_EQ(write_of(case_of(record)).fields, record.fields);
  for (const auto& r : book_.all(kEventKind)) EXPECT_EQ(write_of(event_of(r)).fields, r.fields);
}

TEST_F(CaseLife, OpeningTwiceChangesNothing) {
  open("alert1", t(9));
  auto c = kept();
  EXPECT_TRUE(open("alert1", t(9, 5), &c).writes.empty());
  handle_all(t(9, 10));
  act_as(kDuty, "close", t(9, 20), "同意办结");
  c = kept();
  EXPECT_TRUE(open("alert1", t(9, 30), &c).writes.empty());
}

TEST_F(CaseLife, WhoMayDoWhat) {
  open("alert1", t(9));
  EXPECT_EQ(act_as(kOther, "accept", t(9)), "actor");  // another street
  EXPECT_EQ(act_as(kDuty, "accept", t(9)), "actor");   // another role
  EXPECT_EQ(act_as({"", "", {"street"}, "S1"}, "accept", t(9)), "actor");
  EXPECT_EQ(act_as({"system", "", {"street"}, "S1"}, "accept", t(9)), "actor");
  EXPECT_EQ(act_as(kStreet, "close", t(9), "x"), "verb");
  EXPECT_EQ(allowed_actions(workflow_, kept(), kStreet).size(), 2u);
  EXPECT_TRUE(allowed_actions(workflow_, kept(), kOther).empty());
  EXPECT_EQ(timeline().size(), 1u);  // what was refused left nothing
}

TEST_F(CaseLife, NeedsAndBounds) {
  open("alert1", t(9));
  act_as(kStreet, "accept", t(9));
  EXPECT_EQ(act_as(kStreet, "handle", t(9), "", {kPhoto}), "text");
  EXPECT_EQ(act_as(kStreet, "handle", t(9), " \n", {kPhoto}), "text");
  EXPECT_EQ(act_as(kStreet, "handle", t(9), "done"), "photo");
  EXPECT_EQ(act_as(kStreet, "handle", t(9), "done", {{"h", "a.pdf", "application/pdf"}}), "photo");
  EXPECT_EQ(act_as(kStreet, "handle", t(9), std::string(kLongestText + 1, 'x'), {kPhoto}), "text");
  EXPECT_EQ(act_as(kStreet, "handle", t(9), "x", std::vector(kMostEvidence + 1, kPhoto)),
            "evidence");
}

TEST_F(CaseLife, ReturnAsksForProofAnew) {
  open("alert1", t(9));
  handle_all(t(9, 10));
  EXPECT_EQ(act_as(kDuty, "return", t(9, 20), "照片不清"), "");
  auto c = kept();
  EXPECT_EQ(c.step, "handle");
  EXPECT_EQ(c.returned, 1);
  EXPECT_EQ(c.due_at, t(11, 20));
  EXPECT_FALSE(c.has_photo);
  workflow_.steps[1].actions[0].needs = {};  // now only the proof guards the closing
  EXPECT_EQ(act_as(kStreet, "handle", t(9, 30)), "");
  EXPECT_EQ(act_as(kStreet, "reply", t(9, 40), "已处理"), "");
  EXPECT_EQ(act_as(kDuty, "close", t(9, 50), "同意"), "proof");
  EXPECT_FALSE(kept().closed);
}

TEST_F(CaseLife, RemindedOverdueEscalatedOnceEach) {
  open("alert1", t(9));
  for (auto now = t(9); now < t(12); now += 1min) keep(tick(setting(), kept(), now));
  std::vector<std::pair<std::string, Instant>> seen;
  for (const auto& e : timeline()) seen.emplace_back(e.verb, e.at);
  EXPECT_THAT(
      seen, ::testing::ElementsAre(std::pair("open", t(9)), std::pair("remind", t(9, 20)),
                                   std::pair("overdue", t(9, 30)), std::pair("escalate", t(9, 30)),
                                   std::pair("escalate", t(10, 30))));
  EXPECT_TRUE(kept().overdue);
  EXPECT_EQ(kept().escalated, 2);
  EXPECT_EQ(told("zhang").size(), 3u);
  EXPECT_EQ(told("li").size(), 1u);
  EXPECT_EQ(told("boss").size(), 1u);
  EXPECT_EQ(act_as(kStreet, "accept", t(12)), "");
  EXPECT_FALSE(kept().overdue);
  EXPECT_EQ(kept().escalated, 0);
}

TEST_F(CaseLife, AfterALongSleepOneTickCatchesUp) {
  open("alert1", t(9));
  keep(tick(setting(), kept(), t(15)));
  std::vector<std::string> verbs;
  for (const auto& e : timeline()) verbs.push_back(e.verb);
  EXPECT_THAT(verbs, ::testing::ElementsAre("open", "overdue", "escalate", "escalate"));
  EXPECT_TRUE(tick(setting(), kept(), t(15)).writes.empty());
}

TEST_F(CaseLife, NextTickIsExact) {
  open("alert1", t(9));
  auto now = t(9);
  std::vector<Instant> moments;
  while (auto next = next_tick(setting(), kept(), now)) {
    ASSERT_LT(moments.size(), 10u);
    now = *next;
    moments.push_back(now);
    EXPECT_FALSE(keep(tick(setting(), kept(), now)).writes.empty()) << iso(now);
  }
  EXPECT_THAT(moments, ::testing::ElementsAre(t(9, 20), t(9, 30), t(10, 30), t(20)));
}

TEST_F(CaseLife, TheWholeCaseHasALimitToo) {
  workflow_.limit = {40min, 0};
  open("alert1", t(9));
  act_as(kStreet, "accept", t(9, 20));
  keep(tick(setting(), kept(), t(9, 40)));
  EXPECT_TRUE(kept().overdue);  // although the step has until 11:20
}

TEST_F(CaseLife, DutyGoesOverToTheNightShift) {
  open("alert1", t(19, 50));
  EXPECT_EQ(kept().assignee, "zhang");
  keep(tick(setting(), kept(), t(19, 59)));
  EXPECT_EQ(kept().assignee, "zhang");
  keep(tick(setting(), kept(), t(20)));
  EXPECT_EQ(kept().assignee, "sun");
  EXPECT_EQ(timeline().back().verb, "duty_change");
  EXPECT_EQ(told("sun").size(), 1u);
  EXPECT_TRUE(tick(setting(), kept(), t(20, 1)).writes.empty());
}

TEST_F(CaseLife, NobodyOnDutyTellsTheWholeStreet) {
  roster_.clear();
  open("alert1", t(9));
  EXPECT_EQ(kept().assignee, "");
  EXPECT_EQ(told("zhang").size(), 1u);
  EXPECT_EQ(told("sun").size(), 1u);
  EXPECT_TRUE(told("qian").empty());
}

TEST_F(CaseLife, EscalatingByHandTellsTheNextLevelAtOnce) {
  open("alert1", t(9));
  EXPECT_EQ(act_as(kStreet, "escalate", t(9, 5)), "text");
  EXPECT_EQ(act_as(kStreet, "escalate", t(9, 5), "超出街道权限"), "");
  EXPECT_EQ(kept().step, "dispatch");
  EXPECT_EQ(kept().due_at, t(9, 30));
  EXPECT_EQ(told("li").size(), 1u);
  keep(tick(setting(), kept(), t(9, 30)));
  EXPECT_EQ(told("li").size(), 1u);  // that level has been told
}

TEST_F(CaseLife, FiringAgainJoinsOrReopensOrOpens) {
  open("alert1", t(9));
  auto c = kept();
  open("alert2", t(9, 5), &c);
  EXPECT_EQ(book_.all(kCaseKind).size(), 1u);
  EXPECT_EQ(kept().alert, "alert2");
  handle_all(t(9, 10));
  act_as(kDuty, "close", t(9, 20), "同意");
  c = kept();
  open("alert3", t(15, 19), &c);  // less than 6 h after closing
  EXPECT_EQ(book_.all(kCaseKind).size(), 1u);
  c = kept();
  EXPECT_FALSE(c.closed);
  EXPECT_EQ(c.reopened, 1);
  EXPECT_EQ(c.step, "dispatch");
  EXPECT_FALSE(c.has_photo);
  EXPECT_EQ(c.case_due_at, t(15, 19) + 24h);
  handle_all(t(15, 30));
  act_as(kDuty, "close", t(16), "同意");
  c = kept();
  open("alert4", t(22), &c);  // 6 h after: another matter
  EXPECT_EQ(book_.all(kCaseKind).size(), 2u);
  EXPECT_EQ(kept("alert4").step, "dispatch");
}

TEST_F(CaseLife, TheAlertsEndIsNotedOnce) {
  open("alert1", t(9));
  EXPECT_TRUE(note_over(setting(), kept(), "alert0", {"预警解除", "over"}, t(10)).writes.empty());
  keep(note_over(setting(), kept(), "alert1", {"预警解除", "over"}, t(10)));
  EXPECT_TRUE(kept().condition_over);
  EXPECT_FALSE(kept().closed);
  EXPECT_TRUE(note_over(setting(), kept(), "alert1", {"预警解除", "over"}, t(10)).writes.empty());
  EXPECT_EQ(timeline().back().verb, "condition_over");
}

TEST_F(CaseLife, TwoPeopleAtOnceConflictInsteadOfOverwriting) {
  open("alert1", t(9));
  auto stale = kept();
  auto first = act(setting(), stale, {}, kStreet, {.verb = "accept"}, t(9, 1)).value();
  auto second = act(setting(), stale, {}, kStreet, {.verb = "accept"}, t(9, 1)).value();
  EXPECT_TRUE(book_.apply(first.writes));
  EXPECT_FALSE(book_.apply(second.writes));
}

// Whatever people and time do: every entry has an actor, a time and a reason, entries are never
// changed, an alert has at most one case, a topic at most one open one, ids follow from facts.
TEST_F(CaseLife, InvariantsOverRandomOperations) {
  const std::vector<std::string> verbs{"accept", "handle", "reply", "return", "close", "escalate"};
  const std::vector<access::Actor> actors{kStreet, kOther, kDuty, {"sun", "孙", {"street"}, "S1"}};
  size_t closed = 0;
  for (uint32_t seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    book_ = {};
    std::string newest;
    std::map<std::string, ledger::Fields> entries;
    auto now = t(9);
    for (int i = 0; i < 150; ++i) {
      now += 1min * (random() % 40);
      std::optional<Case> c;
      if (!newest.empty()) c = kept(newest);
      auto roll = random() % 10;
      if (roll == 0 || !c) {
        auto origin = fmt::format("alert{}", random() % 30);
        bool known = book_.get(kCaseKind, origin).has_value();
        if (known && origin != newest) continue;  // an alert fires once
        newest = open(origin, now, c ? &*c : nullptr).file.id;
      } else if (roll == 1) {
        keep(note_over(setting(), *c, c->alert, {"预警解除", "over"}, now));
      } else if (roll < 4) {
        keep(tick(setting(), *c, now));
      } else {
        std::vector<Evidence> evidence;
        if (random() % 4) evidence.push_back(kPhoto);
        const auto& actor = actors[random() % actors.size()];
        Deed deed{.verb = verbs[random() % verbs.size()],
                  .text = random() % 4 ? "说明" : "",
                  .evidence = evidence};
        auto done = act(setting(), *c, {}, actor, deed, now);
        if (done) keep(*done);
      }
      size_t open_cases = 0;
      for (const auto& r : book_.all(kCaseKind)) open_cases += case_of(r).closed ? 0 : 1;
      ASSERT_LE(open_cases, 1u) << "seed " << seed;
    }
    for (const auto& r : book_.all(kEventKind)) {
      auto e = event_of(r);
      EXPECT_FALSE(e.who.empty() || e.text.empty() || e.verb.empty()) << "seed " << seed;
      EXPECT_GE(e.at, t(9));
      EXPECT_EQ(r.revision, 1u);
      EXPECT_EQ(r.id, fmt::format("{}~{:04}", e.case_id, e.seq));
    }
    for (const auto& r : book_.all(kOutboxKind)) EXPECT_EQ(r.revision, 1u);
    for (const auto& r : book_.all(kCaseKind)) {
      auto c = case_of(r);
      EXPECT_TRUE(book_.get(kEventKind, fmt::format("{}~{:04}", c.id, c.events)));
      EXPECT_TRUE(!c.closed || (c.has_photo && c.has_text)) << "seed " << seed;
      closed += c.closed ? 1 : 0;
    }
  }
  EXPECT_GT(closed, 20u);  // the walk gets somewhere
}

}  // namespace
}  // namespace qs::casework
