#include "edge/gateway/hj212/commands.h"

#include <gtest/gtest.h>

namespace qs::gateway::hj212 {
namespace {

class Hj212DeskTest : public testing::Test {
 protected:
  std::string enqueue(std::string_view cn, Arguments args = {}) {
    auto id = desk.enqueue("M1", cn, std::move(args), "engineer", now);
    EXPECT_TRUE(id) << (id ? "" : id.error().message());
    return id.value_or("");
  }
  void hear(std::string_view cn, std::string_view cp, std::string qn = {}) {
    if (qn.empty()) qn = sent.back().qn;
    auto text = fmt::format("QN={};ST=91;CN={};PW=1;MN=M1;Flag=4;CP=&&{}&&", qn, cn, cp);
    Segment s;
    parse_segment(text, s);
    desk.answered("M1", s, now);
  }
  void pass(int seconds) {
    now += std::chrono::seconds{seconds};
    desk.tick(now);
  }
  std::string states() const {  // of all reports, in order
    std::string text;
    for (const auto& report : reports) text += fmt::format("{}:{} ", report.cn, name(report.state));
    return text;
  }

  Instant now = *parse_compact("20261121110000");
  bool connected = true;
  std::vector<Composition> sent;
  std::vector<Command> reports;
  CommandDesk desk{[this](const Command& command) { reports.push_back(command); },
                   [this](const std::string&, Composition request) {
                     if (connected) sent.push_back(std::move(request));
                     return connected;
                   }};
};

TEST_F(Hj212DeskTest, ARequestRunsToItsResultWithWhatCameBack) {
  enqueue("1011");
  hear("9011", "QnRtn=1");
  hear("1011", "SystemTime=20261121105958");
  hear("9012", "ExeRtn=1");
  EXPECT_EQ(states(), "1011:queued 1011:sent 1011:accepted 1011:done ");
  Arguments expected{{"QnRtn", "1"}, {"SystemTime", "20261121105958"}, {"ExeRtn", "1"}};
  EXPECT_EQ(reports.back().answers, expected);
  EXPECT_EQ(reports.back().who, "engineer");
  EXPECT_EQ(reports.back().ended, now);
  EXPECT_TRUE(desk.open("M1").empty());
}

TEST_F(Hj212DeskTest, ANoticeEndsWith9013) {
  enqueue("2012");
  hear("9013", "");
  EXPECT_EQ(states(), "2012:queued 2012:sent 2012:done ");
}

TEST_F(Hj212DeskTest, RefusalsAndFailuresNameTheReturnCode) {
  enqueue("1062", {{"RtdInterval", "30"}});
  hear("9011", "QnRtn=3");
  EXPECT_EQ(reports.back().state, CommandState::failed);
  EXPECT_NE(reports.back().reason.find("PW"), std::string::npos);
  enqueue("1062", {{"RtdInterval", "30"}});
  hear("9011", "QnRtn=1");
  hear("9012", "ExeRtn=5");
  EXPECT_EQ(reports.back().state, CommandState::failed);
  EXPECT_NE(reports.back().reason.find("系统繁忙"), std::string::npos);
  enqueue("2061", {{"BeginTime", "20261121000000"}, {"EndTime", "20261121100000"}});
  hear("9011", "QnRtn=1");
  hear("9012", "ExeRtn=100");
  EXPECT_EQ(reports.back().state, CommandState::done) << "no data is an answer";
}

TEST_F(Hj212DeskTest, ResendsTheSameRequestThenGivesUp) {
  enqueue("1061");
  for (int i = 0; i < 3; ++i) pass(11);
  ASSERT_EQ(sent.size(), 4u) << "once and three re-sends";
  for (const auto& request : sent) EXPECT_EQ(request.qn, sent[0].qn);
  EXPECT_EQ(reports.back().state, CommandState::sent);
  pass(11);
  EXPECT_EQ(reports.back().state, CommandState::timeout);
  EXPECT_EQ(reports.back().sends, 4);
}

TEST_F(Hj212DeskTest, AfterAcceptanceNothingIsSentAgain) {
  enqueue("2051", {{"BeginTime", "20261121000000"}, {"EndTime", "20261121100000"}});
  hear("9011", "QnRtn=1");
  now += std::chrono::seconds{8};
  hear("2051", "DataTime=20261121000000", "20261121110008000");  // data prolong the wait
  pass(8);
  EXPECT_EQ(reports.back().state, CommandState::accepted);
  pass(8);
  EXPECT_EQ(reports.back().state, CommandState::timeout);
  EXPECT_EQ(sent.size(), 1u);
}

TEST_F(Hj212DeskTest, WaitsForADeviceThatIsAway) {
  connected = false;
  enqueue("1061");
  enqueue("1063");
  pass(600);
  EXPECT_TRUE(sent.empty());
  EXPECT_EQ(states(), "1061:queued 1063:queued ");
  connected = true;
  desk.online("M1", now);
  ASSERT_EQ(sent.size(), 1u) << "one at a time";
  hear("9011", "QnRtn=1");
  hear("9012", "ExeRtn=1");
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[1].cn, "1063");
  EXPECT_NE(sent[0].qn, sent[1].qn);
}

TEST_F(Hj212DeskTest, ACommandForADeviceThatNeverComesEnds) {
  connected = false;
  enqueue("1061");
  now += kMaxWait;
  pass(1);
  EXPECT_EQ(reports.back().state, CommandState::timeout);
}

TEST_F(Hj212DeskTest, OverTimeAndReCountOfCommand1000Hold) {
  enqueue("1000", {{"OverTime", "2"}, {"ReCount", "1"}});
  hear("9011", "QnRtn=1");
  hear("9012", "ExeRtn=1");
  sent.clear();
  enqueue("1061");
  pass(3);
  EXPECT_EQ(sent.size(), 2u);
  pass(3);
  EXPECT_EQ(reports.back().state, CommandState::timeout);
}

TEST_F(Hj212DeskTest, ForeignAnswersChangeNothing) {
  enqueue("1061");
  hear("9011", "QnRtn=1", "20200101000000000");
  hear("9012", "ExeRtn=1", "20200101000000000");
  EXPECT_EQ(reports.back().state, CommandState::sent);
}

TEST_F(Hj212DeskTest, TheQueueIsBoundedAndArgumentsAreChecked) {
  connected = false;
  for (size_t i = 0; i < kMaxQueued; ++i) enqueue("1061");
  EXPECT_FALSE(desk.enqueue("M1", "1061", {}, "x", now));
  EXPECT_FALSE(desk.enqueue("M2", "9999", {}, "x", now));
  EXPECT_FALSE(desk.enqueue("M2", "1062", {}, "x", now));
  EXPECT_FALSE(desk.enqueue("M2", "1062", {{"RtdInterval", "30;PW=1"}}, "x", now));
  EXPECT_TRUE(desk.open("M2").empty());
}

TEST_F(Hj212DeskTest, SetTimeSaysTheMomentOfSending) {
  enqueue("1012");
  EXPECT_EQ(sent.back().cp, "SystemTime=20261121110000");
}

TEST(Hj212CommandTable, EveryRuleCanBeAsked) {
  for (const auto& rule : command_rules()) {
    CommandDesk desk([](const Command&) {}, [](const std::string&, Composition) { return true; });
    Arguments args;
    for (auto key : rule.needs) args.emplace_back(key, "1");
    EXPECT_TRUE(desk.enqueue("M", rule.cn, args, "x", Instant{})) << rule.cn;
  }
}

}  // namespace
}  // namespace qs::gateway::hj212
