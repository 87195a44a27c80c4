// mqtt_brokers.toml, mqtt_contracts.toml: where messages are fetched, and what makers' JSON means.
#pragma once

#include "app/pack.h"
#include "edge/gateway/mqtt/contract.h"

namespace qs::app {

// Lays one layer over the inherited: what has a known id takes its place. The library is whole.
void read_mqtt(const std::filesystem::path& layer, gateway::mqtt::Law& law,
               const standard::Library& library, standard::Faults& faults);
// All layers of a sound pack, whose faults load_pack has named.
gateway::mqtt::Law mqtt_of(const Pack& pack);

}  // namespace qs::app
