// Bytes of an MQTT broker: packets, and the JSON of the messages in them.
#include "edge/gateway/mqtt/contract.h"
#include "edge/gateway/mqtt/packet.h"

using namespace qs;

namespace {

class AdmitsAll : public observe::DeviceBook {
 public:
  std::optional<observe::DeviceProfile> device(std::string_view mn) const override {
    observe::DeviceProfile profile;
    profile.id = mn;
    profile.admitted = true;
    return profile;
  }
  uint64_t version() const override { return 1; }
  Result<observe::Channel> channel(const observe::DeviceProfile&, std::string_view,
                                   observe::Cadence, observe::Measure) override {
    return observe::Channel{1, 1, 0};
  }
  void quarantine(std::string_view, std::string_view, std::string_view, std::string_view) override {
  }
  Result<void> offer_key(std::string_view, std::string_view) override { return {}; }
  void key_spoken(std::string_view) override {}
  void remember_switches(std::string_view, std::string_view) override {}
};

gateway::mqtt::Law both_ways() {
  gateway::mqtt::Contract tall, flat;
  tall.topic = "a/{device}";
  tall.records = "/records";
  flat.topic = "b/#";
  flat.device = "/sn";
  tall.time = flat.time = "/t";
  tall.time_formats = {"ms", "iso"};
  flat.time_formats = {"s", "%Y-%m-%d %H:%M:%S"};
  tall.factor = "/factor";
  tall.value = "/value";
  tall.unit = "/unit";
  flat.fields.push_back({"/pm/25", "a34004", "ug/m3"});
  flat.fields.push_back({"/co", "a34004", ""});
  return {{}, {tall, flat}};
}

standard::Library one_factor() {
  standard::Tables tables;
  tables.units.push_back({"ug/m3", "ug/m3", "mass_concentration", "", 1000, 0});
  standard::Factor factor;
  factor.code = "a34004";
  factor.unit = "ug/m3";
  tables.factors.push_back(factor);
  standard::Faults unimportant;
  return standard::Library(std::move(tables), unimportant);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto law = both_ways();
  static const auto library = one_factor();
  AdmitsAll devices;
  gateway::mqtt::PacketReader reader;
  reader.feed({reinterpret_cast<const char*>(data), size});
  while (true) {
    auto packet = reader.next();
    if (!packet || !*packet) return 0;
    (void)gateway::mqtt::parse_connack(**packet);
    (void)gateway::mqtt::parse_suback(**packet);
    auto publish = gateway::mqtt::parse_publish(**packet);
    if (!publish) continue;
    auto message = read_message(law, library, devices, publish->topic, publish->payload, "fuzz",
                                from_ms(1'790'000'000'000));
    for (const auto& sample : message.delivery.samples)
      check(sample.value == sample.value, "no value is NaN");
  }
}
