// 闭环: what the wider workflows need: pauses, extensions, joint units, parts, looking back,
// records that move along, texts that change under way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/casework/verbs.h"
#include "unit/record_book.h"

namespace qs::casework {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Day kMonday{std::chrono::year{2026} / 6 / 1};
const LonLat kPlace{113.70, 34.70};

ledger::Kind complaint_kind() {
  ledger::Kind kind{.name = "complaint", .label_zh = "信访", .label_en = "Complaint"};
  kind.title = "number";
  kind.state = "state";
  kind.fields = {{.name = "number", .type = ledger::FieldType::text},
                 {.name = "reply", .type = ledger::FieldType::long_text},
                 {.name = "state",
                  .type = ledger::FieldType::choice,
                  .choices = {{"accepted", "受理", "Accepted"}, {"closed", "办结", "Closed"}}}};
  kind.transitions = {{"close", "办结", "Close", {"accepted"}, "closed", "record.write"}};
  return kind;
}

// department → handle (joint, pause, extend, split, merge) → review → closed, back after 30 d
Workflow closed_loop() {
  Workflow w;
  w.id = "loop";
  w.name_zh = "闭环";
  w.name_en = "Loop";
  w.limit = {{}, 20, {}};
  w.version = "v1";
  w.opener = Opener{"complaint", {"accepted"}, {}};
  w.by_hand = {"leader"};
  Step assign{.id = "assign", .name_zh = "交办", .name_en = "Assign", .roles = {"duty"}};
  assign.limit = {{}, 0, 4h};
  assign.actions = {{.verb = "assign",
                     .label_zh = "交办",
                     .label_en = "Assign",
                     .to = "handle",
                     .needs = {},
                     .role = {},
                     .effect = Effect::assign}};
  Step handle{.id = "handle", .name_zh = "办理", .name_en = "Handle", .roles = {"department"}};
  handle.own_unit = true;
  handle.limit = {{}, 5, {}};
  auto stays = [](std::string verb, Effect effect) {
    Action a{.verb = verb, .label_zh = verb, .label_en = verb, .to = {}, .needs = {}, .role = {}};
    a.effect = effect;
    a.needs.text = effect == Effect::pause;
    if (effect == Effect::extend) a.extend = {{}, 5, {}};
    return a;
  };
  handle.actions = {stays("pause", Effect::pause),   stays("resume", Effect::resume),
                    stays("extend", Effect::extend), stays("invite", Effect::invite),
                    stays("answer", Effect::answer), stays("split", Effect::split)};
  Action merge = stays("merge", Effect::merge);
  merge.to = kClosed;
  handle.actions.push_back(merge);
  handle.actions.push_back({.verb = "reply",
                            .label_zh = "答复",
                            .label_en = "Reply",
                            .to = "review",
                            .needs = {.text = true, .located = true},
                            .role = {},
                            .form = {"reply"}});
  Step review{.id = "review", .name_zh = "审核", .name_en = "Review", .roles = {"duty"}};
  review.limit = {{}, 2, {}};
  review.actions = {{.verb = "return",
                     .label_zh = "退回",
                     .label_en = "Return",
                     .to = "handle",
                     .needs = {},
                     .role = {},
                     .returns = true},
                    {.verb = "close",
                     .label_zh = "办结",
                     .label_en = "Close",
                     .to = std::string(kClosed),
                     .needs = {},
                     .role = {},
                     .moves = "close"}};
  Step again{.id = "again", .name_zh = "回头看", .name_en = "Look back", .roles = {"duty"}};
  again.limit = {{}, 5, {}};
  again.actions = {{.verb = "lasting",
                    .label_zh = "未反弹",
                    .label_en = "Lasting",
                    .to = std::string(kClosed),
                    .needs = {},
                    .role = {}},
                   {.verb = "relapsed",
                    .label_zh = "反弹",
                    .label_en = "Relapsed",
                    .to = "handle",
                    .needs = {},
                    .role = {}}};
  w.steps = {assign, handle, review, again};
  w.look_back = LookBack{{30 * 24h, 0, {}}, "again"};
  return w;
}

class Loop : public ::testing::Test {
 protected:
  Loop() {
    people_ = {{"li", "李", {"duty"}, "", {}},
               {"wu", "吴", {"department"}, "", {}, "water"},
               {"he", "何", {"department"}, "", {}, "housing"}};
    EXPECT_TRUE(book_.apply(
        {{.kind = "complaint",
          .id = "c1",
          .fields = {{"number", std::string("1")}, {"state", std::string("accepted")}}}}));
  }
  Setting setting() const { return {workflow_, calendar_, people_, {}}; }
  Case kept(std::string_view id = "c") const { return case_of(*book_.get(kCaseKind, id)); }
  void keep(const Outcome& outcome) {
    auto done = book_.apply(outcome.writes);
    ASSERT_TRUE(done) << done.error().text;
  }
  void open(Instant now) {
    Opening opening{.origin = "c",
                    .topic = "complaint/c1",
                    .title_zh = "异味",
                    .title_en = "Odour",
                    .street = "S1",
                    .site = {},
                    .reason = {"信访立案", "opened"}};
    opening.about = {"complaint/c1", {}, {}, kPlace};
    keep(open_case(setting(), opening, nullptr, now));
  }
  std::string act_as(const access::Actor& actor, const Deed& deed, Instant now,
                     std::string_view id = "c", Around around = {}) {
    around.kind = &kind_;
    auto subject = *book_.get("complaint", "c1");
    around.subject = &subject;
    auto done = act(setting(), kept(id), around, actor, deed, now);
    if (!done) return done.error().place;
    keep(*done);
    return "";
  }
  void to_handle(Instant now) {
    open(now);
    ASSERT_EQ(act_as(li_, {.verb = "assign", .unit = "water"}, now), "");
  }
  Deed reply() const {
    Evidence photo{"h", "p.jpg", "image/jpeg", t(1, 10), kPlace};
    return {.verb = "reply",
            .text = "已整改",
            .evidence = {photo},
            .form = {{"reply", std::string("已整改")}}};
  }
  Instant t(int day, int hour) const { return at(Day{std::chrono::year{2026} / 6 / day}, hour); }

  Workflow workflow_ = closed_loop();
  ledger::Kind kind_ = complaint_kind();
  Calendar calendar_{{}, {}, {{8h + 30min, 12h}, {14h, 17h + 30min}}};
  std::vector<Person> people_;
  testing::RecordBook book_;
  access::Actor li_{"li", "李", {"duty"}, ""};
  access::Actor wu_{"wu", "吴", {"department"}, "", "", {}, "water"};
  access::Actor he_{"he", "何", {"department"}, "", "", {}, "housing"};
};

TEST_F(Loop, IsSound) {
  std::set<std::string> roles{"duty", "department", "leader"};
  EXPECT_THAT(check_workflow(workflow_, {roles, std::span(&kind_, 1)}), IsEmpty());
}

TEST_F(Loop, FaultsOfEffectsFormsAndOpeners) {
  std::set<std::string> roles{"duty", "department"};
  workflow_.steps[1].actions.erase(workflow_.steps[1].actions.begin() + 1);  // resume
  workflow_.steps[1].actions.back().form = {"nothing"};
  workflow_.steps[2].actions[1].moves = "vanish";
  workflow_.opener->states = {"lost"};
  workflow_.look_back->step = "nowhere";
  workflow_.migrate = {{"old", "gone"}};
  std::vector<std::string> texts;
  for (const auto& fault : check_workflow(workflow_, {roles, std::span(&kind_, 1)}))
    texts.push_back(fault.text);
  EXPECT_THAT(texts,
              ::testing::IsSupersetOf(
                  {"workflow 'loop': step 'handle': 'pause' pauses and nobody can resume",
                   "workflow 'loop': step 'handle': 'reply': complaint has no field 'nothing'",
                   "workflow 'loop': step 'review': 'close': complaint has no transition 'vanish'",
                   "workflow 'loop': complaint has no state 'lost'",
                   "workflow 'loop': the role 'leader' that may open one is not known",
                   "workflow 'loop': looks back at the unknown step 'nowhere'",
                   "workflow 'loop': migrates to the unknown step 'gone'"}));
}

TEST_F(Loop, LimitsInWorkingHoursAndDays) {
  open(t(1, 16));  // Monday 16:00: 1.5 h today, 2.5 h tomorrow
  EXPECT_EQ(kept().due_at, t(2, 11));
  EXPECT_EQ(act_as(li_, {.verb = "assign", .unit = "water"}, t(2, 9)), "");
  EXPECT_EQ(kept().due_at, start_of(Day{std::chrono::year{2026} / 6 / 10}));  // 5 wd after the 2nd
  EXPECT_EQ(kept().about.unit, "water");
  EXPECT_EQ(kept().for_unit, "water");
}

TEST_F(Loop, OnlyTheNamedUnitActs) {
  to_handle(t(1, 9));
  EXPECT_EQ(act_as(he_, reply(), t(1, 10)), "actor");
  EXPECT_EQ(act_as(wu_, reply(), t(1, 10)), "");
}

TEST_F(Loop, AssigningNamesSomebody) {
  open(t(1, 9));
  EXPECT_EQ(act_as(li_, {.verb = "assign"}, t(1, 9)), "assign");
  EXPECT_EQ(act_as(li_, {.verb = "assign", .user = "nobody"}, t(1, 9)), "assign");
  EXPECT_EQ(act_as(li_, {.verb = "assign", .user = "wu"}, t(1, 9)), "");
  EXPECT_EQ(kept().assignee, "wu");
}

TEST_F(Loop, WhileItIsPausedTheClocksStand) {
  to_handle(t(1, 9));
  auto due = kept().due_at;
  EXPECT_EQ(act_as(wu_, {.verb = "resume"}, t(1, 10)), "paused");
  EXPECT_EQ(act_as(wu_, {.verb = "pause"}, t(2, 9)), "text");
  EXPECT_EQ(act_as(wu_, {.verb = "pause", .text = "等鉴定"}, t(2, 9)), "");
  EXPECT_EQ(act_as(wu_, reply(), t(3, 9)), "paused");
  EXPECT_TRUE(tick(setting(), kept(), t(30, 9)).writes.empty());
  EXPECT_EQ(act_as(wu_, {.verb = "resume"}, t(5, 9)), "");  // Friday: three working days later
  EXPECT_FALSE(kept().paused_at);
  EXPECT_EQ(kept().due_at, calendar_.moved(due, workflow_.steps[1].limit, t(2, 9), t(5, 9)));
  EXPECT_EQ(kept().due_at, start_of(Day{std::chrono::year{2026} / 6 / 12}));  // 9th → 12th
}

TEST_F(Loop, ExtendedOnce) {
  to_handle(t(1, 9));
  EXPECT_EQ(act_as(wu_, {.verb = "extend"}, t(2, 9)), "");
  EXPECT_EQ(kept().due_at, start_of(Day{std::chrono::year{2026} / 6 / 16}));
  EXPECT_EQ(act_as(wu_, {.verb = "extend"}, t(3, 9)), "paused");
}

TEST_F(Loop, JointUnitsAnswerFirst) {
  to_handle(t(1, 9));
  EXPECT_EQ(act_as(wu_, {.verb = "invite"}, t(1, 10)), "units");
  EXPECT_EQ(act_as(he_, {.verb = "answer"}, t(1, 10)), "actor");
  EXPECT_EQ(act_as(wu_, {.verb = "invite", .units = {"housing"}}, t(1, 10)), "");
  EXPECT_EQ(act_as(wu_, reply(), t(1, 11)), "answers");
  EXPECT_EQ(act_as(he_, {.verb = "answer", .text = "无异议"}, t(1, 12)), "");
  EXPECT_EQ(act_as(wu_, reply(), t(1, 13)), "");
}

TEST_F(Loop, PartsCloseFirst) {
  to_handle(t(1, 9));
  EXPECT_EQ(act_as(wu_, {.verb = "split", .parts = {{"a", "S1", ""}}}, t(1, 10)), "parts");
  EXPECT_EQ(
      act_as(wu_, {.verb = "split", .parts = {{"甲", "S1", ""}, {"乙", "", "housing"}}}, t(1, 10)),
      "");
  std::vector<Case> parts;
  for (const auto& r : book_.all(kCaseKind))
    if (auto c = case_of(r); c.parent == "c") parts.push_back(c);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[1].about.unit, "housing");
  EXPECT_EQ(parts[1].case_due_at, kept().case_due_at);
  EXPECT_EQ(act_as(wu_, reply(), t(1, 11)), "");
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 12), "c", {.open_parts = 2}), "open_parts");
  keep(note_part(setting(), kept(), parts[0], t(1, 13)));
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 14)), "");
}

TEST_F(Loop, MergedIntoAnother) {
  to_handle(t(1, 9));
  Opening other{.origin = "d",
                .topic = {},
                .title_zh = "又是",
                .title_en = "Again",
                .street = "S1",
                .site = {},
                .reason = {"手工", "by hand"}};
  keep(open_case(setting(), other, nullptr, t(1, 9)));
  auto into = kept("d");
  EXPECT_EQ(act_as(wu_, {.verb = "merge"}, t(1, 10)), "into");
  EXPECT_EQ(act_as(wu_, {.verb = "merge"}, t(1, 10), "c", {.into = &into}), "");
  EXPECT_TRUE(kept().closed);
  EXPECT_EQ(kept().merged_into, "d");
  EXPECT_EQ(kept("d").about.subject, "complaint/c1");
  EXPECT_EQ(kept("d").events, 2);
}

TEST_F(Loop, TheRecordIsFilledInAndMovesAlong) {
  to_handle(t(1, 9));
  auto empty = reply();
  empty.form.clear();
  EXPECT_EQ(act_as(wu_, empty, t(1, 10)), "form.reply");
  EXPECT_EQ(act_as(wu_, reply(), t(1, 10)), "");
  auto filled = *book_.get("complaint", "c1");
  EXPECT_EQ(filled.text("reply"), "已整改");
  EXPECT_EQ(filled.text("state"), "accepted");
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 11)), "");
  EXPECT_EQ(book_.get("complaint", "c1")->text("state"), "closed");
}

TEST_F(Loop, ARecordThatSomebodyMovedAlreadyHoldsUpNothing) {
  to_handle(t(1, 9));
  ASSERT_EQ(act_as(wu_, reply(), t(1, 10)), "");
  auto record = *book_.get("complaint", "c1");
  record.fields["state"] = std::string("closed");
  ASSERT_TRUE(book_.apply({{.kind = "complaint", .id = "c1", .fields = record.fields}}));
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 11)), "");
  EXPECT_TRUE(kept().closed);
}

TEST_F(Loop, PhotosSayWhereAndWhenOrAreDoubted) {
  to_handle(t(1, 9));
  auto bare = reply();
  bare.evidence = {{"h", "p.jpg", "image/jpeg"}};
  EXPECT_EQ(act_as(wu_, bare, t(1, 10)), "located_photo");
  auto lies = reply();
  lies.evidence[0].place = LonLat{113.80, 34.70};  // 9 km away
  lies.evidence[0].taken_at = t(1, 9) - 24h;
  EXPECT_EQ(act_as(wu_, lies, t(1, 10)), "");
  auto told = event_of(*book_.get(kEventKind, "c~0003")).evidence.at(0).doubts;
  EXPECT_THAT(told, ElementsAre("far", "early"));
}

TEST_F(Loop, LookedBackOnceAfterClosing) {
  to_handle(t(1, 9));
  act_as(wu_, reply(), t(1, 10));
  act_as(li_, {.verb = "close"}, t(1, 11));
  auto back = t(1, 11) + 30 * 24h;
  EXPECT_EQ(kept().wake_at, back);
  EXPECT_TRUE(tick(setting(), kept(), back - 1min).writes.empty());
  keep(tick(setting(), kept(), back));
  EXPECT_FALSE(kept().closed);
  EXPECT_EQ(kept().step, "again");
  EXPECT_EQ(act_as(li_, {.verb = "lasting"}, back + 1h), "");
  EXPECT_TRUE(kept().closed);
  EXPECT_FALSE(kept().wake_at);
}

TEST_F(Loop, EveryStayIsMeasured) {
  to_handle(t(1, 9));
  act_as(wu_, {.verb = "pause", .text = "等"}, t(1, 10));
  act_as(wu_, {.verb = "resume"}, t(1, 12));
  act_as(wu_, reply(), t(1, 13));
  act_as(li_, {.verb = "return"}, t(1, 14));
  auto stays = book_.all(kStepKind);
  ASSERT_EQ(stays.size(), 3u);
  EXPECT_EQ(stays[1].text("step"), "handle");
  EXPECT_EQ(stays[1].text("who"), "wu");
  EXPECT_EQ(stays[1].number("hours"), 2.0);  // four, two of them paused
  EXPECT_TRUE(stays[1].flag("on_time"));
  EXPECT_FALSE(stays[1].flag("returned"));
  EXPECT_TRUE(stays[2].flag("reviews"));
  EXPECT_TRUE(stays[2].flag("returned"));
}

TEST_F(Loop, GoesOnByTheNewTextWhereItSaysSo) {
  open(t(1, 9));
  EXPECT_TRUE(migrate(setting(), kept(), "handle", t(1, 10)).writes.empty());  // the same text
  workflow_.version = "v2";
  keep(migrate(setting(), kept(), "handle", t(1, 10)));
  EXPECT_EQ(kept().version, "v2");
  EXPECT_EQ(kept().step, "handle");
}

TEST_F(Loop, ClosingWaitsUntilTheCauseHasBeenOverForSoLong) {
  workflow_.calm = 3h;
  to_handle(t(1, 9));
  act_as(wu_, reply(), t(1, 10));
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 10)), "calm");
  keep(note_over(setting(), kept(), "c", {"已解除", "over"}, t(1, 11)));
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 13)), "calm");
  EXPECT_EQ(act_as(li_, {.verb = "close"}, t(1, 14)), "");
}

}  // namespace
}  // namespace qs::casework
