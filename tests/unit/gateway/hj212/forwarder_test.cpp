#include "edge/gateway/hj212/forwarder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/csv.h"
#include "edge/gateway/hj212/gateway.h"
#include "edge/store/memory_series_log.h"
#include "unit/gateway/hj212/fakes.h"

namespace qs::gateway::hj212 {
namespace {

using observe::Cadence;
using observe::Mark;
using observe::Measure;

ForwardValue value(std::string factor, double number, Measure measure = Measure::avg,
                   Cadence cadence = Cadence::hour, Mark mark = Mark::normal) {
  ForwardValue v;
  v.key = {"S1", std::move(factor), cadence, measure};
  v.sample.time = to_ms(*parse_compact("20261121100000"));
  v.sample.value = number;
  v.sample.mark = mark;
  return v;
}

ForwardTarget target_of(uint16_t port) {
  ForwardTarget target;
  target.id = "city";
  target.host = "127.0.0.1";
  target.port = port;
  target.over_time = std::chrono::seconds{1};
  target.sites["S1"] = {"CITY0001", "22"};
  return target;
}

std::string cp_of(const ForwardFrame& frame) {
  auto from = frame.bytes.find("CP=&&") + 5;
  return frame.bytes.substr(from, frame.bytes.rfind("&&") - from);
}

TEST(ForwardFrames, KeysOfAFactorStandTogetherWithTheirMark) {
  auto first = *parse_compact("20261121110000000");
  auto frames = compose_forward(
      {value("a34004", 35), value("a21026", 9, Measure::avg, Cadence::hour, Mark::fault),
       value("a34004", 41.5, Measure::max)},
      target_of(1), first);
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].values, 3u);
  EXPECT_EQ(cp_of(frames[0]),
            "DataTime=20261121100000;a34004-Avg=35,a34004-Max=41.5,a34004-Flag=N;"
            "a21026-Avg=9,a21026-Flag=D");
  EXPECT_NE(
      frames[0].bytes.find("QN=20261121110000000;ST=22;CN=2061;PW=123456;MN=CITY0001;Flag=5;"),
      std::string::npos);
}

TEST(ForwardFrames, DialectCodesAndScalesOfTheTarget) {
  auto target = target_of(1);
  target.dialect = Dialect::hjt2005;
  target.codes["a34004"] = "107";
  target.sites["S1"].scales["a34004"] = 0.001;
  auto frames = compose_forward({value("a34004", 35)}, target, Instant{});
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_NE(cp_of(frames[0]).find("107-Avg=0.035,107-Flag=N"), std::string::npos);
  EXPECT_NE(frames[0].bytes.find(";Flag=1;"), std::string::npos);
}

TEST(ForwardFrames, OthersSitesAndOurOwnStatisticsStayHere) {
  auto other = value("a34004", 1);
  other.key.site = "S2";
  auto derived = value("a34004", 1);
  derived.sample.origin = observe::Origin::derived;
  auto index = value("AQI", 50, Measure::index);
  EXPECT_TRUE(compose_forward({other, derived, index}, target_of(1), Instant{}).empty());
}

TEST(ForwardFrames, LongUploadsAreSplit) {
  std::vector<ForwardValue> values;
  for (int i = 0; i < 80; ++i) values.push_back(value("a25" + std::to_string(100 + i), i + 0.125));
  auto frames = compose_forward(values, target_of(1), Instant{});
  ASSERT_GT(frames.size(), 1u);
  std::set<std::string> qns;
  for (const auto& frame : frames) {
    EXPECT_LE(cp_of(frame).size(), kMaxCp);
    EXPECT_TRUE(cp_of(frame).starts_with("DataTime="));
    qns.insert(frame.qn);
  }
  EXPECT_EQ(qns.size(), frames.size());
  EXPECT_NE(frames.back().bytes.find(fmt::format("Flag=7;PNUM={0};PNO={0};", frames.size())),
            std::string::npos);
}

TEST(ForwardProgress, IsKeptAndABrokenFileIsTold) {
  auto file = std::filesystem::path(testing::TempDir()) / "forward.progress";
  std::filesystem::remove(file);
  EXPECT_EQ(load_progress(file).value().seq, 0u);
  auto delivered = *parse_compact("20261121110000123");
  ASSERT_TRUE(save_progress(file, {42, 7, 70, 1, "20261121110000000", delivered}));
  auto read = load_progress(file).value();
  EXPECT_EQ(read.seq, 42u);
  EXPECT_EQ(read.frames, 7u);
  EXPECT_EQ(read.values, 70u);
  EXPECT_EQ(read.set_aside, 1u);
  EXPECT_EQ(read.last_qn, "20261121110000000");
  EXPECT_EQ(read.last_delivered, delivered);
  std::ofstream(file) << "nonsense";
  EXPECT_FALSE(load_progress(file));
  EXPECT_FALSE(save_progress("/nowhere/at/all", {}));
}

// A forwarder whose superior platform is our own gateway.
class ForwarderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(cursor);
    book.admit("CITY0001");
    options.address = "127.0.0.1";
    options.port = 0;
    options.correct_clocks = false;
    options.gap_patience.reset();
  }
  void start_superior() {
    superior = std::make_unique<Gateway>(options, book, intake, [](const Command&) {});
    auto port = superior->start();
    ASSERT_TRUE(port) << port.error().message();
    options.port = *port;
  }
  std::unique_ptr<Forwarder> forwarder() {
    auto inner = forward_source(*log);
    return std::make_unique<Forwarder>(
        target_of(options.port),
        [this, inner](observe::Seq after, size_t limit) {
          std::lock_guard lock(mutex);
          return inner(after, limit);
        },
        cursor);
  }
  void keep(int hour, double number) {
    std::lock_guard lock(mutex);
    auto series = log->open({"S1", "a34004", Cadence::hour, Measure::avg});
    observe::Batch batch;
    observe::Sample sample;
    sample.series = *series;
    sample.time = to_ms(at(std::chrono::year{2026} / 3 / 1, hour));
    sample.value = number;
    batch.samples.push_back(sample);
    ASSERT_TRUE(log->append(batch));
  }

  std::filesystem::path cursor =
      std::filesystem::path(testing::TempDir()) / fmt::format("city-{}.cursor", ::getpid());
  std::mutex mutex;
  std::unique_ptr<observe::SeriesLog> log = store::memory_series_log();
  FakeBook book;
  FakeIntake intake{book};
  GatewayOptions options;
  std::unique_ptr<Gateway> superior;
};

TEST_F(ForwarderTest, DeliversWithProofAndRemembersAcrossRestarts) {
  start_superior();
  for (int hour = 0; hour < 10; ++hour) keep(hour, 30 + hour);
  {
    auto city = forwarder();
    ASSERT_TRUE(city->start());
    ASSERT_TRUE(eventually([&] { return city->status().progress.seq == log->last_seq(); }, 8000))
        << city->status().last_error;
    EXPECT_EQ(city->status().acked, 10u);
    EXPECT_EQ(city->status().acked_values, 10u);
  }
  EXPECT_EQ(intake.values().size(), 10u);
  auto frames = intake.frames();
  keep(3, 99);  // revised: goes up again
  auto again = forwarder();
  ASSERT_TRUE(again->start());
  ASSERT_TRUE(eventually([&] { return again->status().progress.seq == log->last_seq(); }, 8000));
  EXPECT_EQ(again->status().acked, 1u) << "only what is new";
  EXPECT_EQ(intake.frames(), frames + 1);
  EXPECT_EQ(intake.values()["CITY0001/a34004/hour/avg@20260301030000"].value, 99);
}

TEST_F(ForwarderTest, SendsAgainUntilTheSuperiorHasIt) {
  start_superior();
  intake.broken = true;  // the superior hears but does not acknowledge
  keep(1, 35);
  auto city = forwarder();
  ASSERT_TRUE(city->start());
  ASSERT_TRUE(eventually([&] { return city->status().resent >= 1; }, 8000));
  EXPECT_EQ(city->status().progress.seq, 0u);
  intake.broken = false;
  ASSERT_TRUE(eventually([&] { return city->status().progress.seq == log->last_seq(); }, 8000));
  EXPECT_EQ(intake.values().size(), 1u);
}

TEST_F(ForwarderTest, WaitsForASuperiorThatIsAway) {
  start_superior();
  superior.reset();
  keep(1, 35);
  auto city = forwarder();
  ASSERT_TRUE(city->start());
  ASSERT_TRUE(eventually([&] { return !city->status().last_error.empty(); }, 8000));
  EXPECT_FALSE(city->status().connected);
  start_superior();
  ASSERT_TRUE(eventually([&] { return city->status().progress.seq == log->last_seq(); }, 15000));
  std::string metrics;
  city->metrics(metrics);
  EXPECT_NE(metrics.find("forward_acked_total{target=\"city\"} 1\n"), std::string::npos);
}

TEST_F(ForwarderTest, PausedItKeepsTheQueueAndSaysHowOldItIs) {
  start_superior();
  keep(1, 35);
  auto target = target_of(options.port);
  target.paused = true;
  auto inner = forward_source(*log);
  Forwarder city(target, inner, cursor);
  ASSERT_TRUE(city.start());
  ASSERT_TRUE(eventually([&] { return city.status().queued == 1; }, 8000));
  EXPECT_EQ(city.status().oldest, at(std::chrono::year{2026} / 3 / 1, 1));
  EXPECT_EQ(city.status().sent, 0u);
  target.paused = false;
  city.retarget(target);
  ASSERT_TRUE(eventually([&] { return city.status().progress.frames == 1; }, 8000));
  EXPECT_TRUE(city.status().progress.last_delivered);
}

// One device that the superior platform does not know must not stop the others for ever.
TEST_F(ForwarderTest, WhatIsNeverAnsweredIsSetAside) {
  std::filesystem::remove(cursor.string() + ".aside");
  start_superior();
  auto target = target_of(options.port);
  target.re_count = 1;
  target.sites["S2"] = {"NOBODY", "22"};
  auto unknown = log->open({"S2", "a34004", Cadence::hour, Measure::avg});
  observe::Batch batch;
  observe::Sample sample;
  sample.series = *unknown;
  sample.time = to_ms(at(std::chrono::year{2026} / 3 / 1, 0));
  batch.samples.push_back(sample);
  ASSERT_TRUE(log->append(batch));
  auto inner = forward_source(*log);
  Forwarder city(
      target,
      [this, inner](observe::Seq after, size_t limit) {
        std::lock_guard lock(mutex);
        return inner(after, limit);
      },
      cursor);
  ASSERT_TRUE(city.start());
  int hour = 0, looks = 0;
  auto others_go_through = [&] {
    if (looks++ % 100 == 0) keep(hour++, 30);
    city.wake();
    return city.status().progress.set_aside > 0;
  };
  ASSERT_TRUE(eventually(others_go_through, 20000)) << city.status().last_error;
  ASSERT_TRUE(eventually([&] { return city.status().progress.seq == log->last_seq(); }, 8000));
  EXPECT_EQ(city.status().progress.set_aside, 1u);
  EXPECT_EQ(city.status().progress.frames, static_cast<uint64_t>(hour));
  EXPECT_NE(read_file(cursor.string() + ".aside").value().find("MN=NOBODY"), std::string::npos);
}

}  // namespace
}  // namespace qs::gateway::hj212
