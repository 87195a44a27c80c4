// 物联网消息: how one maker's JSON becomes readings. A maker is a row of
// packs/*/mqtt_contracts.toml, never code.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/observe/reading.h"
#include "kernel/standard/library.h"

namespace qs::gateway::mqtt {

inline constexpr size_t kMostRecords = 10'000;  // readings of one message
inline constexpr std::string_view kDevicePlace = "{device}";

// One key of the JSON that is one factor's value.
struct ContractField {
  std::string at;      // JSON pointer (RFC 6901) within a reading
  std::string factor;  // Factor::code or an alias
  std::string unit;    // Unit::id in which it is sent; empty: as the device's record says
  observe::Measure measure = observe::Measure::rtd;
};

// Pointers are looked for in the reading, then in the whole message.
struct Contract {
  std::string id, name_zh, name_en;
  std::string topic;    // as it is subscribed to; one level may be {device}, others +, the last #
  std::string device;   // pointer to the device's number, where the topic does not name it
  std::string records;  // pointer to the list of readings; empty: the message is one reading
  std::string time;     // pointer to the reading's time, and how it is written:
  std::vector<std::string> time_formats;  // "ms", "s", "iso" or as in time_format.h at +08:00
  observe::Cadence cadence = observe::Cadence::realtime;
  std::string mark;  // pointer to the mark, as HJ 212 writes it; may be empty: all are good
  // Either every reading names its factor (pointers) …
  std::string factor, value, unit;
  // … or each factor has its key; keys that no field names are left alone.
  std::vector<ContractField> fields;
};

// 接入点: where messages are fetched. The password is a secret, not the pack's.
struct Broker {
  std::string id, host;
  uint16_t port = 1883;
  bool tls = false;
  std::string ca_file;    // PEM; empty: the system's
  std::string client_id;  // the broker keeps what is not acknowledged under this name
  std::string user;
  bool paused = false;
};

struct Law {
  std::vector<Broker> brokers;
  std::vector<Contract> contracts;  // the first whose topic fits reads a message
};

// The filter to subscribe to: {device} is any one level.
std::string subscription(const Contract& contract);
// The topic is one of the contract's; the device that it names, or "" where it names none.
std::optional<std::string> device_in(std::string_view topic, const Contract& contract);
// Why a topic is no filter, or names the device twice; empty: it is sound.
std::string topic_fault(std::string_view topic);

// Why a message, or a reading in it, was not taken.
enum class Fault : uint8_t {
  too_large,
  no_contract,  // nobody said what such a topic holds
  not_json,
  no_device,
  unknown_device,  // put into quarantine
  quarantined,
  too_many,  // readings beyond kMostRecords
  no_reading,
  bad_time,  // none, not as declared, before 2000 or more than a day ahead
  bad_value,
  unknown_factor,
  wrong_unit,
  kCount,
};
std::string_view name(Fault fault);
using FaultCounts = std::array<uint64_t, static_cast<size_t>(Fault::kCount)>;

struct Message {
  std::string device;          // who spoke, as far as it is known
  observe::Delivery delivery;  // without `done`; empty when nothing is to be kept
  FaultCounts faults{};
  std::string first_fault;  // in words
  bool anything() const { return !delivery.samples.empty() || !delivery.notes.empty(); }
};

// Never fails: what cannot be read is counted, what can is delivered. `from` is told to the
// quarantine as the peer.
Message read_message(const Law& law, const standard::Library& library, observe::DeviceBook& devices,
                     std::string_view topic, std::string_view payload, std::string_view from,
                     Instant now);

}  // namespace qs::gateway::mqtt
