// What a command that comes in is, by its number (CN).
#pragma once

#include <optional>

#include "kernel/observe/series.h"

namespace qs::gateway::hj212 {

// What the platform does with an inbound command.
enum class Inbound : uint8_t {
  upload,     // data: kept, 9014 when durable and wanted
  parameter,  // what a device says of itself on request: kept as a note
  notify,     // 1013, 9015 and the like: 9013 at once
  answer,     // 9011, 9012, 9013, 9014 to our own commands
  unknown,
};
Inbound inbound(int command);
// The interval that an upload's values stand for; nullopt: it carries no statistics.
std::optional<observe::Cadence> cadence_of(int command);

}  // namespace qs::gateway::hj212
