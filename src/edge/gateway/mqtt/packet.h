// MQTT 3.1.1 (OASIS 2014) as a subscriber speaks it: bytes ↔ control packets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qs::gateway::mqtt {

// Of a packet's body; of a longer one the beginning is kept, so that it can be acknowledged.
inline constexpr size_t kMostPacketBytes = 1 << 20;

enum class PacketType : uint8_t {
  connect = 1,
  connack = 2,
  publish = 3,
  puback = 4,
  subscribe = 8,
  suback = 9,
  pingreq = 12,
  pingresp = 13,
  disconnect = 14,
};

struct Packet {
  PacketType type{};
  uint8_t flags = 0;
  std::string body;
  bool cut = false;  // it was longer than kMostPacketBytes
};

class PacketReader {
 public:
  void feed(std::string_view bytes) { waiting_ += bytes; }
  // nullopt: more bytes are needed. Error: this is no MQTT, the line is lost.
  Result<std::optional<Packet>> next();

 private:
  Result<bool> begin();  // false: the fixed header is not whole yet

  std::string waiting_;
  std::optional<Packet> packet_;
  size_t due_ = 0;  // bytes of its body that are still to come
};

struct Publish {
  std::string_view topic, payload;  // of the packet's body
  uint16_t id = 0;                  // 0: QoS 0, nothing to acknowledge
};
Result<Publish> parse_publish(const Packet& packet);
// Why the broker does not take us; nothing: it does.
Result<void> parse_connack(const Packet& packet);
// The QoS granted for each filter; 0x80: refused.
Result<std::vector<uint8_t>> parse_suback(const Packet& packet);

struct Connect {
  std::string client_id, user, password;
  uint16_t keep_alive_s = 30;
};
std::string compose_connect(const Connect& connect);  // clean session off: the broker keeps ours
std::string compose_subscribe(uint16_t id, const std::vector<std::string>& filters);  // QoS 1
std::string compose_puback(uint16_t id);
std::string compose_pingreq();
std::string compose_disconnect();

}  // namespace qs::gateway::mqtt
