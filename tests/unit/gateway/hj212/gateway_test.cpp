#include "edge/gateway/hj212/gateway.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "edge/gateway/hj212/compose.h"
#include "edge/gateway/hj212/dialogue.h"
#include "unit/gateway/hj212/fakes.h"

namespace qs::gateway::hj212 {
namespace {

constexpr const char* kMn = "4101040A89000160000000F6";

class Hj212GatewayTest : public testing::Test {
 protected:
  void SetUp() override {
    book.admit(kMn);
    options.address = "127.0.0.1";
    options.port = 0;
    options.correct_clocks = false;
  }
  void start() {
    gateway = std::make_unique<Gateway>(options, book, intake, [this](const Command& command) {
      std::lock_guard lock(mutex);
      reports.push_back(command);
    });
    auto listening = gateway->start();
    ASSERT_TRUE(listening) << listening.error().message();
    port = *listening;
  }
  std::unique_ptr<Client> connect() { return std::make_unique<Client>(port); }

  // A real-time frame of the time `minutes` ago that wants an answer.
  Composition frame(int minutes = 0, std::string cn = "2011") const {
    auto at = base - std::chrono::minutes{minutes};
    CpWriter cp;
    cp.add("DataTime", compact(at)).add("a34004-Rtd", "35").add("a34004-Flag", "N");
    return {.qn = compact_ms(at),
            .st = "22",
            .cn = std::move(cn),
            .pw = "123456",
            .mn = kMn,
            .answer = true,
            .cp = cp.take()};
  }
  int64_t status(const char* key) const {
    return Json::parse(gateway->status_json()).value(key, int64_t{0});
  }
  int64_t refused(const char* kind) const {
    return Json::parse(gateway->status_json())["refused"].value(kind, int64_t{0});
  }
  int64_t deviation(const char* kind) const {
    return Json::parse(gateway->status_json())["deviations"].value(kind, int64_t{0});
  }
  bool reported(std::string_view cn, CommandState state) {
    return eventually([&] {
      std::lock_guard lock(mutex);
      for (const auto& report : reports)
        if (report.cn == cn && report.state == state) return true;
      return false;
    });
  }

  Instant base = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
  FakeBook book;
  FakeIntake intake{book};
  GatewayOptions options;
  std::mutex mutex;
  std::vector<Command> reports;
  std::unique_ptr<Gateway> gateway;
  uint16_t port = 0;
};

TEST_F(Hj212GatewayTest, AcknowledgesOnlyWhatIsDurable) {
  start();
  intake.hold = true;
  auto client = connect();
  client->send(compose(frame()));
  EXPECT_FALSE(client->hear(300)) << "answered before the value was durable";
  intake.release();
  auto answer = client->hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->cn, "9014");
  EXPECT_EQ(answer->st, "91");
  EXPECT_EQ(answer->qn, frame().qn);
  EXPECT_EQ(answer->flag, "4");
  EXPECT_EQ(answer->cp, "");
  EXPECT_EQ(intake.values().size(), 1u);
  EXPECT_EQ(status("acks"), 1);
  EXPECT_EQ(status("records"), 1);
}

TEST_F(Hj212GatewayTest, FailedStorageAndFullQueueAreNotAcknowledged) {
  start();
  intake.broken = true;
  auto client = connect();
  client->send(compose(frame()));
  EXPECT_FALSE(client->hear(300));
  EXPECT_EQ(refused("not_stored"), 1);
  intake.broken = false;
  intake.full = true;
  client->send(compose(frame()));
  EXPECT_FALSE(client->hear(300));
  EXPECT_EQ(refused("queue_full"), 1);
  intake.full = false;
  client->send(compose(frame()));
  EXPECT_TRUE(client->hear());
}

TEST_F(Hj212GatewayTest, AResentFrameChangesNothingAndIsAnsweredAgain) {
  start();
  auto client = connect();
  for (int i = 0; i < 3; ++i) {
    client->send(compose(frame()));
    ASSERT_TRUE(client->hear());
  }
  EXPECT_EQ(intake.values().size(), 1u);
  EXPECT_EQ(status("records"), 1);
  EXPECT_EQ(status("repeated"), 2);
}

TEST_F(Hj212GatewayTest, AnswersInTheDialectOfTheFrame) {
  start();
  auto client = connect();
  for (auto dialect : {Dialect::hjt2005, Dialect::hj2017, Dialect::hj2025}) {
    auto c = frame();
    c.dialect = dialect;
    client->send(compose(c));
    auto answer = client->hear();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->flag, std::to_string(version_bits(dialect)));
  }
}

TEST_F(Hj212GatewayTest, NoAnswerWithoutTheAnswerBit) {
  start();
  auto client = connect();
  auto c = frame();
  c.answer = false;
  client->send(compose(c));
  EXPECT_FALSE(client->hear(200));
  EXPECT_EQ(intake.values().size(), 1u);
}

TEST_F(Hj212GatewayTest, UnknownDevicesAreQuarantinedUntilAdmitted) {
  start();
  auto client = connect();
  auto c = frame();
  c.mn = "stranger_1";
  client->send(compose(c));
  EXPECT_FALSE(client->hear(200));
  EXPECT_TRUE(book.is_quarantined("stranger_1"));
  EXPECT_EQ(refused("mn_unknown"), 1);
  book.admit("stranger_1");
  client->send(compose(c));
  EXPECT_TRUE(client->hear());
}

TEST_F(Hj212GatewayTest, RefusesWithReasonAndKeepsListening) {
  start();
  auto client = connect();
  auto wrong_password = frame();
  wrong_password.pw = "654321";
  auto past = frame();
  past.cp = "DataTime=19700101080000;a34004-Rtd=1";
  auto future = frame();
  future.cp = "DataTime=" + compact(base + std::chrono::hours{3}) + ";a34004-Rtd=1";
  auto no_time = frame();
  no_time.cp = "a34004-Rtd=1";
  auto bad_time = frame();
  bad_time.cp = "DataTime=20261399999999;a34004-Rtd=1";
  auto unknown = frame();
  unknown.cn = "7777";
  auto absurd = frame();
  absurd.packets = 9'000'000;
  absurd.packet = 1;
  auto broken = compose(frame());
  broken[40] ^= 1;
  for (const auto& c : {wrong_password, past, future, no_time, bad_time, unknown, absurd})
    client->send(compose(c));
  client->send(broken + "garbage" + "##0000FFFF\r\n" + compose(frame()));
  auto answer = client->hear();
  ASSERT_TRUE(answer) << "the good frame behind the bad ones";
  EXPECT_EQ(answer->qn, frame().qn);
  EXPECT_FALSE(client->hear(100));
  for (auto kind : {"password_wrong", "data_time_past", "data_time_future", "data_time_missing",
                    "data_time_bad", "command_unknown", "packets_absurd", "garbage", "empty"})
    EXPECT_EQ(refused(kind), 1) << kind;
  EXPECT_EQ(status("crc_bad"), 1);
  EXPECT_EQ(intake.values().size(), 1u);
  auto health = Json::parse(gateway->health_json(kMn));
  EXPECT_EQ(health["refusals"]["password_wrong"], 1);
  EXPECT_EQ(health["online"], true);
}

TEST_F(Hj212GatewayTest, AbsurdValuesAreRefusedAndTheRestIsKept) {
  start();
  auto client = connect();
  auto c = frame();
  c.cp = "DataTime=" + compact(base) +
         ";a34004-Rtd=35,a34004-Flag=N;a34002-Rtd=NaN,a34002-Flag=N;a21026-Rtd=-9999;a21004-Rtd=;"
         "a05024-Rtd=abc;zz-Rtd=1;a21005-Rtd=999.99;a01001-Rtd=,a01001-Flag=D;a01002-Rtd=50,"
         "a01002-Flag=C";
  client->send(compose(c));
  ASSERT_TRUE(client->hear());
  for (auto kind :
       {"value_not_finite", "value_sentinel", "value_empty", "value_text", "factor_unknown"})
    EXPECT_EQ(refused(kind), 1) << kind;
  auto values = intake.values();
  ASSERT_EQ(values.size(), 3u);
  auto key = [&](std::string factor) {
    return std::string(kMn) + "/" + factor + "/realtime/rtd@" + compact(base);
  };
  EXPECT_EQ(values[key("a21005")].mark, observe::Mark::over_range);
  EXPECT_EQ(values[key("a01002")].mark, observe::Mark::calibration);
  EXPECT_EQ(deviation("value_full_range"), 1);
}

TEST_F(Hj212GatewayTest, SplitUploadsAreAssembledAndEachPacketIsAnswered) {
  start();
  auto client = connect();
  auto one = frame(), two = frame(), three = frame();
  one.packets = two.packets = three.packets = 3;
  one.packet = 1, two.packet = 2, three.packet = 3;
  one.cp = "DataTime=" + compact(base) + ";a34004-Rtd=35,a34004-Flag=N;a34002-Rtd=70";
  two.cp = "a34002-Flag=D;a21026-Rtd=9,a21026-Flag=N;a21004-R";
  three.cp = "td=40,a21004-Flag=N";
  two.qn.back() = '1';
  three.qn.back() = '2';
  for (const auto& c : {one, two, three}) {
    client->send(compose(c));
    auto answer = client->hear();
    ASSERT_TRUE(answer) << c.packet;
    EXPECT_EQ(answer->qn, c.qn);
  }
  EXPECT_EQ(status("assembled"), 1);
  auto values = intake.values();
  ASSERT_EQ(values.size(), 4u);
  EXPECT_EQ(values[std::string(kMn) + "/a34002/realtime/rtd@" + compact(base)].mark,
            observe::Mark::fault);
  EXPECT_EQ(values[std::string(kMn) + "/a21004/realtime/rtd@" + compact(base)].value, 40);
}

TEST_F(Hj212GatewayTest, ModbusCrcIsLearntFromEvidenceAndRemembered) {
  start();
  auto client = connect();
  for (int i = 0; i < kEvidence + 1; ++i) {
    auto c = frame(i);
    c.crc = CrcVariant::modbus_swapped;
    client->send(compose(c));
    EXPECT_EQ(client->hear(i < kEvidence - 1 ? 150 : 2000).has_value(), i >= kEvidence - 1) << i;
  }
  EXPECT_EQ(refused("crc_variant"), kEvidence - 1);
  EXPECT_EQ(Json::parse(book.switches(kMn))["crc"], "modbus_swapped");
}

// One frame in 256 has a Modbus check of two like bytes: it speaks for neither order, and against
// none.
TEST_F(Hj212GatewayTest, ACheckOfTwoLikeBytesDoesNotBreakTheEvidence) {
  start();
  auto client = connect();
  std::vector<Composition> alike, other;
  for (int i = 0; alike.size() < 2 || other.size() < 2; ++i) {
    auto c = frame(i);
    c.crc = CrcVariant::modbus_swapped;
    auto data = compose(c);
    auto check = data.substr(data.size() - 6, 4);
    auto& list = check.substr(0, 2) == check.substr(2) ? alike : other;
    list.push_back(std::move(c));
  }
  for (const auto& [c, answered] :
       {std::pair{other[0], false}, {alike[0], false}, {other[1], true}, {alike[1], true}}) {
    client->send(compose(c));
    EXPECT_EQ(client->hear(answered ? 2000 : 150).has_value(), answered) << compose(c);
  }
  EXPECT_EQ(Json::parse(book.switches(kMn))["crc"], "modbus_swapped");
}

TEST_F(Hj212GatewayTest, RememberedSwitchesHoldFromTheFirstFrame) {
  Switches known;
  known.crc = CrcVariant::modbus;
  book.admit(kMn, "123456", {}, known.json());
  start();
  auto client = connect();
  auto c = frame();
  c.crc = CrcVariant::modbus;
  client->send(compose(c));
  EXPECT_TRUE(client->hear());
}

TEST_F(Hj212GatewayTest, WrongLengthsAreLearnt) {
  start();
  auto client = connect();
  for (int i = 0; i < kEvidence; ++i) {
    auto text = compose(frame(i));
    auto length = std::stoi(text.substr(2, 4)) + 2;
    text.replace(2, 4, fmt::format("{:04}", length));
    client->send(text);
    EXPECT_EQ(client->hear(i < kEvidence - 1 ? 150 : 2000).has_value(), i == kEvidence - 1);
  }
  EXPECT_EQ(Json::parse(book.switches(kMn))["length"], "shifted");
  EXPECT_EQ(refused("length_wrong"), kEvidence - 1);
}

TEST_F(Hj212GatewayTest, EncryptedFramesOfADeviceWithAKey) {
  std::string key(16, 'k');
  book.admit(kMn, "123456", key);
  start();
  auto client = connect();
  auto cipher = Sm4::with_key(key);
  auto c = frame();
  c.dialect = Dialect::hj2025;
  client->send(compose(c, &*cipher));
  auto answer = client->hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->flag, "8");
  EXPECT_EQ(intake.values().size(), 1u);
  auto other = Sm4::with_key(std::string(16, 'x'));
  auto wrong = compose(frame(1), &*other);
  client->send(wrong);
  EXPECT_FALSE(client->hear(200));
}

// 1014: sealed with the old key; both keys open until the device speaks with the new one.
TEST_F(Hj212GatewayTest, ANewKeyTakesTheOldOnesPlaceWhenTheDeviceSpeaksWithIt) {
  std::string old_text(16, 'k');
  book.admit(kMn, "123456", old_text);
  start();
  auto client = connect();
  auto old_key = Sm4::with_key(old_text);
  auto say = [&](int minute, Sm4* key) {
    auto c = frame(minute);
    c.dialect = Dialect::hj2025;
    client->send(compose(c, key));
    return client->hear(500).has_value();
  };
  ASSERT_TRUE(say(0, &*old_key));
  auto now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  ASSERT_TRUE(gateway->rotate_key(kMn, "wang", now));
  auto sent = client->hear();
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->cn, "1014");
  EXPECT_FALSE(sent->cp.starts_with("NewSK=")) << "in the clear";
  auto cp = sent->cp;
  old_key->decrypt(std::span(cp));
  ASSERT_TRUE(cp.starts_with("NewSK=")) << cp;
  auto fresh_text = cp.substr(6);
  auto fresh = Sm4::with_key(fresh_text);
  ASSERT_TRUE(fresh);
  EXPECT_FALSE(gateway->rotate_key(kMn, "wang", now)) << "one is on its way";
  EXPECT_TRUE(say(1, &*old_key)) << "before the device took the new one over";
  EXPECT_TRUE(say(2, &*fresh));
  EXPECT_EQ(book.device(kMn)->sm4_key, fresh_text);
  EXPECT_TRUE(say(3, &*fresh));
  EXPECT_FALSE(say(4, &*old_key)) << "the old one is of no use any more";
}

TEST_F(Hj212GatewayTest, AFirstKeyIsNotSentInTheClear) {
  book.admit(kMn);
  start();
  EXPECT_FALSE(gateway->rotate_key(kMn, "wang", Instant{}));
}

TEST_F(Hj212GatewayTest, HeartbeatsAndNotices) {
  start();
  auto client = connect();
  Composition beat{.qn = "20261121101700000",
                   .st = "91",
                   .cn = "9015",
                   .pw = "123456",
                   .mn = kMn,
                   .dialect = Dialect::hj2025,
                   .answer = true};
  client->send(compose(beat));
  auto answer = client->hear();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->cn, "9013");
  beat.cn = "1013";
  client->send(compose(beat));
  EXPECT_EQ(client->hear()->cn, "9013");
  auto command = client->hear();
  ASSERT_TRUE(command) << "the time it asked for";
  EXPECT_EQ(command->cn, "1012");
  EXPECT_TRUE(command->cp.starts_with("SystemTime=")) << command->cp;
}

TEST_F(Hj212GatewayTest, CommandsRunTheirHandshake) {
  start();
  auto client = connect();
  client->send(compose(frame()));
  ASSERT_TRUE(client->hear());
  auto id = gateway->commands().enqueue(kMn, "1062", {{"RtdInterval", "60"}}, "engineer", base);
  ASSERT_TRUE(id);
  auto request = client->hear();
  ASSERT_TRUE(request);
  EXPECT_EQ(request->cn, "1062");
  EXPECT_EQ(request->st, "22");
  EXPECT_EQ(request->cp, "RtdInterval=60");
  Composition reply{
      .qn = request->qn, .st = "91", .cn = "9011", .pw = "123456", .mn = kMn, .cp = "QnRtn=1"};
  client->send(compose(reply));
  EXPECT_TRUE(reported("1062", CommandState::accepted));
  reply.cn = "9012";
  reply.cp = "ExeRtn=1";
  client->send(compose(reply));
  EXPECT_TRUE(reported("1062", CommandState::done));
  EXPECT_FALSE(gateway->commands().enqueue(kMn, "4444", {}, "x", base));
  EXPECT_FALSE(gateway->commands().enqueue(kMn, "2061", {}, "x", base));
  EXPECT_FALSE(gateway->commands().enqueue(kMn, "1072", {{"NewPW", "1;CN=2"}}, "x", base));
}

TEST_F(Hj212GatewayTest, AnOutageIsFilledFromHistory) {
  options.gap_patience = Millis{0};
  start();
  auto client = connect();
  auto hour = std::chrono::floor<std::chrono::hours>(base);
  auto hourly = [&](int ago) {
    auto c = frame(0, "2061");
    c.qn = compact_ms(hour - std::chrono::hours{ago - 1});
    c.cp = "DataTime=" + compact(hour - std::chrono::hours{ago}) + ";a34004-Avg=35";
    return compose(c);
  };
  client->send(hourly(10));
  ASSERT_TRUE(client->hear());
  client->send(hourly(3));
  std::optional<Heard> request;
  for (int i = 0; i < 2; ++i)
    if (auto heard = client->hear(); heard && heard->cn == "2061") request = heard;
  ASSERT_TRUE(request);
  EXPECT_EQ(request->cp, "BeginTime=" + compact(hour - std::chrono::hours{9}) +
                             ";EndTime=" + compact(hour - std::chrono::hours{3}));
}

TEST_F(Hj212GatewayTest, SlowLorisAndStrangersAreClosed) {
  options.first_frame = std::chrono::seconds{1};
  start();
  auto slow = connect();
  slow->send("##0122QN=2026");
  EXPECT_TRUE(slow->closed_by_peer());
  EXPECT_TRUE(eventually([&] { return refused("idle") == 1; }));
  auto many = connect();
  for (size_t i = 0; i < kMaxStrangers + 1; ++i) {
    auto c = frame();
    c.mn = "unknown" + std::to_string(i);
    many->send(compose(c));
  }
  EXPECT_TRUE(many->closed_by_peer());
}

TEST_F(Hj212GatewayTest, AFloodOfOneDeviceWaitsAndLosesNothing) {
  options.frames_per_second = 200;
  options.frame_burst = 20;
  start();
  auto flood = connect();
  std::string all;
  for (int i = 0; i < 60; ++i) all += compose(frame(i));
  flood->send(all);
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(flood->hear()) << i;
  EXPECT_GT(refused("flood"), 0);
  EXPECT_EQ(intake.values().size(), 60u);
  EXPECT_EQ(deviation("value_out_of_order"), 59);
}

TEST_F(Hj212GatewayTest, StopAnswersWhatBecomesDurable) {
  start();
  intake.hold = true;
  auto client = connect();
  client->send(compose(frame()));
  ASSERT_TRUE(eventually([&] { return status("deliveries") == 1; }));
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    intake.release();
  });
  gateway->stop();
  later.join();
  EXPECT_TRUE(client->hear());
  EXPECT_TRUE(client->closed_by_peer());
}

TEST_F(Hj212GatewayTest, AHalfClosedClientStillGetsItsAnswers) {
  start();
  intake.hold = true;
  auto client = connect();
  client->send(compose(frame()));
  client->end();
  std::this_thread::sleep_for(std::chrono::milliseconds{100});
  intake.release();
  EXPECT_TRUE(client->hear());
  EXPECT_TRUE(client->closed_by_peer());
}

TEST_F(Hj212GatewayTest, MetricsArePrometheusText) {
  start();
  auto client = connect();
  client->send(compose(frame()));
  ASSERT_TRUE(client->hear());
  std::string text;
  gateway->metrics(text);
  for (auto line : {"qingshan_hj212_frames_total 1\n", "qingshan_hj212_records_total 1\n",
                    "qingshan_hj212_crc_bad_total 0\n", "qingshan_hj212_assembled_total 0\n",
                    "qingshan_hj212_refused_total{kind=\"crc_wrong\"} 0\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line;
}

}  // namespace
}  // namespace qs::gateway::hj212
