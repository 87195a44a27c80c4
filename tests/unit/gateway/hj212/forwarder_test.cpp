#include "edge/gateway/hj212/forwarder.h"

#include <gtest/gtest.h>

#include <fstream>

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
  target.scales["a34004"] = 0.001;
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

TEST(ForwardCursor, IsKeptAndABrokenFileIsTold) {
  auto file = std::filesystem::path(testing::TempDir()) / "forward.cursor";
  std::filesystem::remove(file);
  EXPECT_EQ(load_cursor(file).value(), 0u);
  ASSERT_TRUE(save_cursor(file, 42));
  EXPECT_EQ(load_cursor(file).value(), 42u);
  std::ofstream(file) << "nonsense";
  EXPECT_FALSE(load_cursor(file));
  EXPECT_FALSE(save_cursor("/nowhere/at/all", 1));
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

  std::filesystem::path cursor = std::filesystem::path(testing::TempDir()) / "city.cursor";
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
    ASSERT_TRUE(eventually([&] { return city->status().cursor == log->last_seq(); }, 8000))
        << city->status().last_error;
    EXPECT_EQ(city->status().acked, 10u);
    EXPECT_EQ(city->status().acked_values, 10u);
  }
  EXPECT_EQ(intake.values().size(), 10u);
  auto frames = intake.frames();
  keep(3, 99);  // revised: goes up again
  auto again = forwarder();
  ASSERT_TRUE(again->start());
  ASSERT_TRUE(eventually([&] { return again->status().cursor == log->last_seq(); }, 8000));
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
  EXPECT_EQ(city->status().cursor, 0u);
  intake.broken = false;
  ASSERT_TRUE(eventually([&] { return city->status().cursor == log->last_seq(); }, 8000));
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
  ASSERT_TRUE(eventually([&] { return city->status().cursor == log->last_seq(); }, 15000));
  std::string metrics;
  city->metrics(metrics);
  EXPECT_NE(metrics.find("forward_acked_total{target=\"city\"} 1\n"), std::string::npos);
}

}  // namespace
}  // namespace qs::gateway::hj212
