#include "edge/gateway/mqtt/packet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace qs::gateway::mqtt {
namespace {

constexpr int kLongestLength = 4;  // bytes of "remaining length"

uint8_t byte(std::string_view bytes, size_t at) {
  return static_cast<uint8_t>(bytes[at]);
}

uint16_t word(std::string_view bytes, size_t at) {
  return static_cast<uint16_t>(byte(bytes, at) << 8 | byte(bytes, at + 1));
}

void put_word(std::string& out, size_t value) {
  out += static_cast<char>(value >> 8 & 0xFF);
  out += static_cast<char>(value & 0xFF);
}

void put_text(std::string& out, std::string_view text) {
  put_word(out, text.size());
  out += text;
}

std::string packet(PacketType type, uint8_t flags, std::string_view body) {
  std::string out(1, static_cast<char>(static_cast<uint8_t>(type) << 4 | flags));
  auto left = body.size();
  do {
    auto digit = static_cast<uint8_t>(left & 0x7F);
    left >>= 7;
    out += static_cast<char>(left > 0 ? digit | 0x80 : digit);
  } while (left > 0);
  out += body;
  return out;
}

}  // namespace

Result<bool> PacketReader::begin() {
  size_t length = 0;
  for (size_t i = 1; i <= kLongestLength; ++i) {
    if (waiting_.size() <= i) return false;
    auto digit = byte(waiting_, i);
    length |= static_cast<size_t>(digit & 0x7F) << 7 * (i - 1);
    if (digit & 0x80) continue;
    auto first = byte(waiting_, 0);
    packet_ = Packet{.type = static_cast<PacketType>(first >> 4),
                     .flags = static_cast<uint8_t>(first & 0x0F),
                     .body = {},
                     .cut = length > kMostPacketBytes};
    due_ = length;
    waiting_.erase(0, i + 1);
    return true;
  }
  return fail("no MQTT: a length of more than four bytes");
}

Result<std::optional<Packet>> PacketReader::next() {
  if (!packet_) {
    auto begun = begin();
    if (!begun) return tl::unexpected(begun.error());
    if (!*begun) return std::nullopt;
  }
  auto here = std::min(due_, waiting_.size());
  auto room = kMostPacketBytes - packet_->body.size();
  packet_->body.append(waiting_, 0, std::min(here, room));
  waiting_.erase(0, here);
  due_ -= here;
  if (due_ > 0) return std::nullopt;
  return std::exchange(packet_, std::nullopt);
}

Result<Publish> parse_publish(const Packet& packet) {
  std::string_view body = packet.body;
  auto qos = packet.flags >> 1 & 3;
  if (qos > 1) return fail("a QoS that was not asked for");
  size_t head = qos == 1 ? 4 : 2;
  if (body.size() < 2 || body.size() < head + word(body, 0)) return fail("a publish cut short");
  Publish out;
  out.topic = body.substr(2, word(body, 0));
  if (qos == 1) out.id = word(body, 2 + out.topic.size());
  if (qos == 1 && out.id == 0) return fail("a publish without its number");
  out.payload = body.substr(head + out.topic.size());
  return out;
}

Result<void> parse_connack(const Packet& packet) {
  constexpr std::array<std::string_view, 5> kReasons{
      "it does not speak MQTT 3.1.1", "it does not take this client id", "it is not available",
      "wrong user or password", "not allowed"};
  if (packet.type != PacketType::connack || packet.body.size() != 2)
    return fail("the broker does not answer as MQTT");
  auto code = byte(packet.body, 1);
  if (code == 0) return {};
  if (code > kReasons.size()) return fail(fmt::format("the broker refuses: code {}", code));
  return fail(fmt::format("the broker refuses: {}", kReasons[code - 1]));
}

Result<std::vector<uint8_t>> parse_suback(const Packet& packet) {
  if (packet.body.size() < 3) return fail("an answer to subscribe cut short");
  return std::vector<uint8_t>(packet.body.begin() + 2, packet.body.end());
}

std::string compose_connect(const Connect& connect) {
  constexpr uint8_t kVersion = 4, kUser = 0x80, kPassword = 0x40;
  bool named = !connect.user.empty(), secret = named && !connect.password.empty();
  std::string body;
  put_text(body, "MQTT");
  body += static_cast<char>(kVersion);
  body += static_cast<char>((named ? kUser : 0) | (secret ? kPassword : 0));
  put_word(body, connect.keep_alive_s);
  put_text(body, connect.client_id);
  if (named) put_text(body, connect.user);
  if (secret) put_text(body, connect.password);
  return packet(PacketType::connect, 0, body);
}

std::string compose_subscribe(uint16_t id, const std::vector<std::string>& filters) {
  constexpr char kQos = 1;
  std::string body;
  put_word(body, id);
  for (const auto& filter : filters) {
    put_text(body, filter);
    body += kQos;
  }
  return packet(PacketType::subscribe, 2, body);
}

std::string compose_puback(uint16_t id) {
  std::string body;
  put_word(body, id);
  return packet(PacketType::puback, 0, body);
}

std::string compose_pingreq() {
  return packet(PacketType::pingreq, 0, {});
}

std::string compose_disconnect() {
  return packet(PacketType::disconnect, 0, {});
}

}  // namespace qs::gateway::mqtt
