#include "simulate/device.h"

#include <gtest/gtest.h>

#include "edge/gateway/hj212/compose.h"

namespace qs::simulate {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Place kStation{"air-1", "air_standard", "", 113.7, 34.7};
constexpr auto kMn = "41010422A000000000000001";

Instant instant(std::string_view text) {
  return *parse_instant(text);
}

VirtualDevice device(const World& world, FaultRates faults = {}, Place place = kStation) {
  Schedule schedule{.realtime = std::chrono::seconds{60}, .history = hours{2}};
  return VirtualDevice(kMn, "123456", std::move(place), world, 7, faults, schedule,
                       instant("2026-05-01T10:30"));
}

const SentValue* sent(VirtualDevice& d, std::string_view cn, std::string_view time,
                      std::string_view key) {
  for (const auto& frame : d.waiting())
    for (const auto& v : frame.values)
      if (v.cn == cn && v.time == instant(time) && v.key == key) return &v;
  return nullptr;
}

std::string command(std::string_view cn, std::string_view cp, std::string_view password) {
  return gateway::hj212::build_frame(fmt::format(
      "QN=20260501120000000;ST=22;CN={};PW={};MN={};Flag=5;CP=&&{}&&", cn, password, kMn, cp));
}

TEST(VirtualDevice, SendsWhatEndedAndTheHistoryBefore) {
  World world(7, {});
  auto d = device(world);
  d.produce(instant("2026-05-01T11:00"));
  EXPECT_TRUE(sent(d, "2061", "2026-05-01T08:00", "a34004-Avg"));
  EXPECT_TRUE(sent(d, "2061", "2026-05-01T10:00", "a34004-Avg"));
  EXPECT_FALSE(sent(d, "2061", "2026-05-01T11:00", "a34004-Avg"));
  EXPECT_TRUE(sent(d, "2051", "2026-05-01T10:55", "a34004-Avg"));
  EXPECT_TRUE(sent(d, "2011", "2026-05-01T11:00", "a34004-Rtd"));
}

TEST(VirtualDevice, NamesNoPeriodBeforeItIsOver) {
  World world(7, {});
  auto d = device(world);
  d.produce(instant("2026-05-01T12:00"));
  for (const auto& frame : d.waiting())
    if (frame.values.front().cn == "2061") {
      EXPECT_GE(*parse_compact(frame.qn), frame.values.front().time + hours{1});
    }
}

TEST(VirtualDevice, KeepsAFrameUntilItIsAcknowledgedAndThenOnce) {
  World world(7, {});
  auto d = device(world);
  d.produce(instant("2026-05-01T10:31"));
  auto size = d.waiting().size();
  auto first = d.waiting().front();
  d.produce(instant("2026-05-01T10:31"));
  ASSERT_EQ(d.waiting().size(), size) << "nothing is due twice";
  EXPECT_EQ(d.waiting().front().bytes, first.bytes) << "a re-send is the same bytes";
  auto values = d.acknowledge(first.qn);
  ASSERT_TRUE(values);
  EXPECT_EQ(values->size(), first.values.size());
  EXPECT_FALSE(d.acknowledge(first.qn));
  EXPECT_EQ(d.waiting().size(), size - 1);
}

TEST(VirtualDevice, AnswersHistoryWithTheValuesItSentBefore) {
  World world(7, {});
  auto d = device(world);
  d.produce(instant("2026-05-01T11:00"));
  auto text = sent(d, "2061", "2026-05-01T09:00", "a34004-Avg")->text;
  while (!d.waiting().empty()) d.acknowledge(std::string(d.waiting().front().qn));
  auto answers =
      d.answer(command("2061", "BeginTime=20260501090000;EndTime=20260501090000", "123456"),
               instant("2026-05-01T11:00"));
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_NE(answers[0].find("CN=9011"), std::string::npos);
  EXPECT_NE(answers[1].find("ExeRtn=1"), std::string::npos);
  ASSERT_EQ(d.waiting().size(), 1u);
  EXPECT_EQ(sent(d, "2061", "2026-05-01T09:00", "a34004-Avg")->text, text);
}

TEST(VirtualDevice, RefusesACommandWithAWrongPassword) {
  World world(7, {});
  auto d = device(world);
  auto answers = d.answer(command("1011", "", "000000"), instant("2026-05-01T11:00"));
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_NE(answers[0].find("QnRtn=3"), std::string::npos);
}

TEST(VirtualDevice, LivesByAWrongClockUntilItIsSet) {
  World world(7, {});
  auto d = device(world, {.clock_off = 1});
  auto now = instant("2026-05-01T11:00");
  auto asked = [&] { return d.answer(command("1011", "", "123456"), now)[1]; };
  EXPECT_EQ(asked().find("SystemTime=20260501110000"), std::string::npos);
  d.answer(command("1012", "SystemTime=20260501110000", "123456"), now);
  EXPECT_NE(asked().find("SystemTime=20260501110000"), std::string::npos);
}

TEST(VirtualDevice, ARiverStationSendsEveryFourthHourOnly) {
  World world(7, {});
  auto d = device(world, {}, {"river-1", "river", "", 113.7, 34.7});
  d.produce(instant("2026-05-01T20:00"));
  ASSERT_FALSE(d.waiting().empty());
  for (const auto& frame : d.waiting()) {
    EXPECT_EQ(frame.values.front().cn, "2061");
    EXPECT_EQ(hour_of(frame.values.front().time) % 4, 0);
  }
}

TEST(VirtualDevice, ReplaysItsRowsOldestFirstAndIsThenExhausted) {
  World world(7, {});
  auto d = device(world);
  d.replay({{instant("2020-04-01T01:00"), "2061", {{"a34004-Avg", 31}}},
            {instant("2020-04-01T00:00"), "2061", {{"a34004-Avg", 30.5}}}});
  d.produce(instant("2026-05-01T11:00"));
  ASSERT_EQ(d.waiting().size(), 2u);
  EXPECT_EQ(d.waiting().front().values.front().text, "30.5");
  EXPECT_FALSE(d.exhausted());
  while (!d.waiting().empty()) d.acknowledge(std::string(d.waiting().front().qn));
  EXPECT_TRUE(d.exhausted());
}

}  // namespace
}  // namespace qs::simulate
