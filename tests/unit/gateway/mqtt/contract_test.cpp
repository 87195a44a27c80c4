#include "edge/gateway/mqtt/contract.h"

#include <gtest/gtest.h>

#include "edge/gateway/mqtt/hearing.h"

namespace qs::gateway::mqtt {
namespace {

const Instant kNow = from_ms(1'790'000'000'000);

class MicroStations : public observe::DeviceBook {
 public:
  std::optional<observe::DeviceProfile> device(std::string_view mn) const override {
    if (mn != "D1" && mn != "Q1") return std::nullopt;
    observe::DeviceProfile profile;
    profile.id = mn;
    profile.admitted = mn == "D1";
    return profile;
  }
  uint64_t version() const override { return 1; }
  Result<observe::Channel> channel(const observe::DeviceProfile&, std::string_view factor,
                                   observe::Cadence cadence, observe::Measure) override {
    if (factor == "a34004") return observe::Channel{1, 1, 0};
    return observe::Channel{cadence == observe::Cadence::hour ? 3u : 2u, 1000, 0};
  }
  void quarantine(std::string_view mn, std::string_view, std::string_view peer,
                  std::string_view first) override {
    strangers.push_back(fmt::format("{} {} {}", mn, peer, first));
  }
  Result<void> offer_key(std::string_view, std::string_view) override { return {}; }
  void key_spoken(std::string_view) override {}
  void remember_switches(std::string_view, std::string_view) override {}
  std::vector<std::string> strangers;
};

standard::Library library() {
  standard::Tables tables;
  tables.units = {{"ug/m3", "µg/m³", "mass_concentration", "", 1000, 0},
                  {"mg/m3", "mg/m³", "mass_concentration", "", 1000000, 0},
                  {"C", "°C", "temperature", "", 1, 0}};
  for (auto code : {"a34004", "a34002"}) {
    standard::Factor factor;
    factor.code = code;
    factor.unit = "ug/m3";
    tables.factors.push_back(factor);
  }
  standard::Faults unimportant;
  return standard::Library(std::move(tables), unimportant);
}

Law law() {
  Contract tall{.id = "tall",
                .topic = "q/{device}/hour",
                .records = "/records",
                .time = "/t",
                .time_formats = {"ms"},
                .cadence = observe::Cadence::hour,
                .mark = "/mark",
                .factor = "/factor",
                .value = "/value",
                .unit = "/unit"};
  Contract flat{.id = "flat",
                .topic = "maker/+/up",
                .device = "/head/sn",
                .time = "/head/time",
                .time_formats = {"s", "%Y-%m-%d %H:%M:%S"},
                .fields = {{"/data/pm25", "a34004", "mg/m3"}, {"/data/pm10", "a34002", ""}}};
  return {.brokers = {}, .contracts = {tall, flat}};
}

struct Heard {
  Message message;
  std::vector<std::string> strangers;
  uint64_t count(Fault fault) const { return message.faults[static_cast<size_t>(fault)]; }
};
Heard read(std::string_view topic, std::string_view payload) {
  MicroStations devices;
  Heard out;
  auto standard = library();
  out.message = read_message(law(), standard, devices, topic, payload, "broker:1883", kNow);
  out.strangers = devices.strangers;
  return out;
}

TEST(MqttContract, ReadsAListOfReadingsThatNameTheirFactor) {
  auto heard = read("q/D1/hour", R"({"records":[
    {"t":1789999200000,"factor":"a34004","value":35.5},
    {"t":1789999200000,"factor":"a34002","value":"0.08","unit":"mg/m3","mark":"D"}]})");
  const auto& samples = heard.message.delivery.samples;
  ASSERT_EQ(samples.size(), 2u) << heard.message.first_fault;
  EXPECT_EQ(heard.message.device, "D1");
  EXPECT_EQ(samples[0].value, 35.5);
  EXPECT_EQ(samples[0].time, 1789999200000);
  EXPECT_EQ(samples[1].series, 3u);
  EXPECT_DOUBLE_EQ(samples[1].value, 80);  // of its own unit, not of the device's
  EXPECT_EQ(samples[1].mark, observe::Mark::fault);
  EXPECT_EQ(heard.message.delivery.frame.device, "D1");
  EXPECT_TRUE(heard.message.first_fault.empty());
}

TEST(MqttContract, ReadsAnotherMakersFlatJson) {
  auto heard = read("maker/zhengzhou/up", R"({"head":{"sn":"D1","time":"2026-09-21 21:00:00"},
    "data":{"pm25":0.035,"pm10":0.07,"battery":3.7}})");
  const auto& samples = heard.message.delivery.samples;
  ASSERT_EQ(samples.size(), 2u) << heard.message.first_fault;
  EXPECT_DOUBLE_EQ(samples[0].value, 35);
  EXPECT_DOUBLE_EQ(samples[1].value, 70);  // the device's own unit
  EXPECT_EQ(samples[0].time, to_ms(*parse_instant("2026-09-21T21:00:00+08:00")));
}

TEST(MqttContract, TakesWhatItCanOfAFaultyMessage) {
  auto heard = read("q/D1/hour", R"({"records":[
    {"t":1789999200000,"factor":"a34004","value":35.5},
    {"t":1789999200000,"factor":"a34004","value":35.5,"unit":"C"},
    {"t":1789999200000,"factor":"nonsense","value":1},
    {"t":12,"factor":"a34004","value":1},
    {"t":1999999200000,"factor":"a34004","value":1},
    {"factor":"a34004","value":1},
    {"t":1789999200000,"factor":"a34004","value":1e300},
    {"t":1789999200000,"factor":"a34004","value":"much"},
    {"t":1789999200000,"factor":"a34004"},
    {"t":1789999200000,"value":1},
    7]})");
  EXPECT_EQ(heard.message.delivery.samples.size(), 1u);
  EXPECT_EQ(heard.count(Fault::wrong_unit), 1u);
  EXPECT_EQ(heard.count(Fault::unknown_factor), 2u);
  EXPECT_EQ(heard.count(Fault::bad_time), 4u);
  EXPECT_EQ(heard.count(Fault::bad_value), 3u);
  EXPECT_EQ(heard.message.first_fault, "wrong_unit 'C'");
  ASSERT_EQ(heard.message.delivery.notes.size(), 1u);
  EXPECT_EQ(heard.message.delivery.notes[0].code, "tall");
}

TEST(MqttContract, KeepsAnAdmittedDevicesUnreadableMessageAsANote) {
  auto heard = read("q/D1/hour", "{\"records\":[");
  EXPECT_EQ(heard.count(Fault::not_json), 1u);
  EXPECT_TRUE(heard.message.delivery.samples.empty());
  EXPECT_EQ(heard.message.delivery.notes.size(), 1u);
  EXPECT_EQ(heard.message.delivery.frame.bytes, "{\"records\":[");
}

TEST(MqttContract, SendsStrangersToTheQuarantine) {
  auto heard = read("q/N1/hour", R"({"records":[]})");
  EXPECT_EQ(heard.count(Fault::unknown_device), 1u);
  ASSERT_EQ(heard.strangers.size(), 1u);
  EXPECT_EQ(heard.strangers[0], R"(N1 broker:1883 {"records":[]})");
  EXPECT_FALSE(heard.message.anything());
  EXPECT_EQ(read("q/Q1/hour", "{}").count(Fault::quarantined), 1u);
  EXPECT_EQ(read("maker/a/up", R"({"data":{}})").count(Fault::no_device), 1u);
  EXPECT_EQ(read("maker/a/up", "\xFF").count(Fault::not_json), 1u);
  EXPECT_EQ(read("elsewhere", "{}").count(Fault::no_contract), 1u);
}

TEST(MqttContract, MatchesTopics) {
  Contract c;
  c.topic = "a/{device}/+/#";
  EXPECT_EQ(device_in("a/7/x/y/z", c), "7");
  EXPECT_EQ(device_in("a/7/x", c), "7") << "# is its parent too";
  EXPECT_EQ(device_in("a/7", c), std::nullopt);
  EXPECT_EQ(device_in("b/7/x/y", c), std::nullopt);
  EXPECT_EQ(subscription(c), "a/+/+/#");
  c.topic = "a/{device}";
  EXPECT_EQ(device_in("a/7/x", c), std::nullopt);
  EXPECT_EQ(topic_fault("a/{device}/+/#"), "");
  EXPECT_NE(topic_fault("a/#/b"), "");
  EXPECT_NE(topic_fault("a/x+"), "");
  EXPECT_NE(topic_fault("{device}/{device}"), "");
  EXPECT_NE(topic_fault(""), "");
}

TEST(MqttHearing, NotesADevicesFaultsOnceAnHour) {
  Hearing hearing;
  auto faulty = read("q/D1/hour", "{").message;
  EXPECT_TRUE(hearing.heard(faulty, kNow));
  EXPECT_FALSE(hearing.heard(faulty, kNow + std::chrono::minutes{59}));
  EXPECT_TRUE(hearing.heard(faulty, kNow + std::chrono::minutes{60}));
  auto device = hearing.device("D1");
  ASSERT_TRUE(device);
  EXPECT_EQ(device->messages, 3u);
  EXPECT_EQ(device->faults[static_cast<size_t>(Fault::not_json)], 3u);
  // Online for a quarter of an hour after each of two messages, and since the third.
  EXPECT_DOUBLE_EQ(device->online_rate(kNow + std::chrono::minutes{60}), 16.0 / 60);
  EXPECT_TRUE(device->online(kNow + std::chrono::minutes{75}));
  EXPECT_FALSE(device->online(kNow + std::chrono::minutes{76}));
}

}  // namespace
}  // namespace qs::gateway::mqtt
