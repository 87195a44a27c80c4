#include "edge/gateway/mqtt/packet.h"

#include <gtest/gtest.h>

namespace qs::gateway::mqtt {
namespace {

using std::string_literals::operator""s;

std::vector<Packet> packets(std::string_view bytes, size_t at_once) {
  PacketReader reader;
  std::vector<Packet> out;
  for (size_t at = 0; at < bytes.size(); at += at_once) {
    reader.feed(bytes.substr(at, at_once));
    while (auto packet = reader.next().value()) out.push_back(*packet);
  }
  return out;
}

// MQTT 3.1.1, figure 3.11 with QoS 1: topic a/b, packet identifier 10.
const std::string kPublish = "\x32\x09\x00\x03"s + "a/b"s + "\x00\x0a"s + "hi"s;

TEST(MqttPacket, ReadsPublishesHoweverTheyAreCut) {
  for (size_t at_once : {1u, 3u, 100u}) {
    auto found = packets(kPublish + "\xd0\x00"s + kPublish, at_once);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[1].type, PacketType::pingresp);
    auto publish = parse_publish(found[2]);
    ASSERT_TRUE(publish);
    EXPECT_EQ(publish->topic, "a/b");
    EXPECT_EQ(publish->payload, "hi");
    EXPECT_EQ(publish->id, 10);
  }
}

TEST(MqttPacket, KeepsOnlyTheBeginningOfAHugeMessage) {
  constexpr size_t kSize = 3u << 20;
  auto bytes = "\x32\x80\x80\xc0\x01\x00\x03"s + "a/b"s + "\x00\x0a"s + std::string(kSize - 7, 'x');
  auto found = packets(bytes + "\xd0\x00"s, 4096);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[0].cut);
  EXPECT_EQ(found[0].body.size(), kMostPacketBytes);
  EXPECT_EQ(parse_publish(found[0])->id, 10);
  EXPECT_EQ(found[1].type, PacketType::pingresp);
}

TEST(MqttPacket, RefusesWhatIsNoMqtt) {
  PacketReader reader;
  reader.feed("\x30\xff\xff\xff\xff"s);
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(parse_publish({PacketType::publish, 2, "\x00\x09"s + "a/b"s}));
  EXPECT_FALSE(parse_publish({PacketType::publish, 2, "\x00\x01"s + "a\x00\x00"s}));
  EXPECT_FALSE(parse_publish({PacketType::publish, 4, "\x00\x01"s + "a\x00\x01"s}));
  EXPECT_FALSE(parse_publish({PacketType::publish, 0, ""}));
  EXPECT_FALSE(parse_connack({PacketType::connack, 0, "\x00\x05"s}));
  EXPECT_TRUE(parse_connack({PacketType::connack, 0, "\x01\x00"s}));
  EXPECT_FALSE(parse_suback({PacketType::suback, 0, "\x00\x01"s}));
}

TEST(MqttPacket, AsksTheBrokerToKeepWhatIsNotAcknowledged) {
  auto bytes = compose_connect({.client_id = "q", .user = "u", .password = "p"});
  EXPECT_EQ(bytes, "\x10\x13\x00\x04MQTT\x04\xc0\x00\x1e\x00\x01q\x00\x01u\x00\x01p"s);
  EXPECT_EQ(compose_subscribe(1, {"a/+"}), "\x82\x08\x00\x01\x00\x03"s + "a/+"s + "\x01"s);
  EXPECT_EQ(compose_puback(258), "\x40\x02\x01\x02"s);
}

}  // namespace
}  // namespace qs::gateway::mqtt
