#include "app/pack/mqtt.h"

#include "app/pack/toml.h"
#include "edge/gateway/file/time_format.h"

namespace qs::app {
namespace {

namespace mqtt = gateway::mqtt;
using observe::Cadence;

mqtt::Broker broker_of(TomlTable& row) {
  mqtt::Broker b{.id = row.text("id"),
                 .host = row.text("host"),
                 .port = 0,
                 .tls = row.flag("tls"),
                 .ca_file = row.text("ca_file", false),
                 .client_id = row.text("client_id"),
                 .user = row.text("user", false),
                 .paused = row.flag("paused")};
  constexpr int64_t kPlain = 1883, kSecure = 8883;
  auto port = row.integer("port").value_or(b.tls ? kSecure : kPlain);
  if (port < 1 || port > 65535) row.fault("port", "is no port");
  b.port = static_cast<uint16_t>(port);
  row.close();
  return b;
}

std::string pointer(TomlTable& row, std::string_view key, bool required = false) {
  auto text = row.text(key, required);
  if (!text.empty() && !text.starts_with('/')) row.fault(key, "a JSON pointer begins with /");
  return text;
}

mqtt::ContractField field_of(TomlTable& row, Cadence cadence, const standard::Library& library) {
  auto usual = cadence == Cadence::realtime ? observe::Measure::rtd : observe::Measure::avg;
  mqtt::ContractField f{.at = pointer(row, "at", true),
                        .factor = row.text("factor"),
                        .unit = row.text("unit", false),
                        .measure = usual};
  auto factor = library.factor(f.factor);
  if (!factor)
    row.fault("factor", fmt::format("unknown factor '{}'", f.factor));
  else if (!f.unit.empty() && !library.conversion(f.unit, factor->unit))
    row.fault("unit", fmt::format("'{}' does not convert to {}", f.unit, factor->unit));
  if (auto word = row.text("measure", false); !word.empty()) {
    auto measure = observe::measure_of(word);
    if (!measure) row.fault("measure", fmt::format("'{}' is no measure", word));
    f.measure = measure.value_or(usual);
  }
  row.close();
  return f;
}

mqtt::Contract contract_of(TomlTable& row, const standard::Library& library) {
  mqtt::Contract c{.id = row.text("id"),
                   .name_zh = row.text("name_zh"),
                   .name_en = row.text("name_en"),
                   .topic = row.text("topic"),
                   .device = pointer(row, "device"),
                   .records = pointer(row, "records"),
                   .time = pointer(row, "time", true),
                   .time_formats = row.words("time_formats"),
                   .cadence = Cadence::realtime,
                   .mark = pointer(row, "mark"),
                   .factor = pointer(row, "factor"),
                   .value = pointer(row, "value"),
                   .unit = pointer(row, "unit"),
                   .fields = {}};
  if (auto fault = mqtt::topic_fault(c.topic); !fault.empty()) row.fault("topic", fault);
  if (c.device.empty() && c.topic.find(mqtt::kDevicePlace) == c.topic.npos)
    row.fault("device",
              fmt::format("neither this nor the topic ({}) names the device", mqtt::kDevicePlace));
  if (c.time_formats.empty()) row.fault("time_formats", "is missing");
  for (const auto& format : c.time_formats)
    if (format != "ms" && format != "s" && format != "iso" && !gateway::is_time_format(format))
      row.fault("time_formats", fmt::format("'{}' is neither ms, s, iso nor a pattern", format));
  if (auto word = row.text("cadence", false); !word.empty()) {
    auto cadence = observe::cadence_of(word);
    if (!cadence) row.fault("cadence", fmt::format("'{}' is no cadence", word));
    c.cadence = cadence.value_or(Cadence::realtime);
  }
  for (auto& field : row.tables("field")) c.fields.push_back(field_of(field, c.cadence, library));
  if (c.factor.empty() != c.value.empty()) row.fault("value", "goes together with factor");
  if (c.factor.empty() == c.fields.empty())
    row.fault("field", "either factor and value, or fields");
  row.close();
  return c;
}

}  // namespace

void read_mqtt(const std::filesystem::path& layer, mqtt::Law& law, const standard::Library& library,
               standard::Faults& faults) {
  lay_rows_over(law.brokers, layer / "mqtt_brokers.toml", "broker", faults, broker_of);
  lay_rows_over(law.contracts, layer / "mqtt_contracts.toml", "contract", faults,
                [&](TomlTable& row) { return contract_of(row, library); });
}

}  // namespace qs::app
