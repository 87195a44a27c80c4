// 密钥更换 (HJ 212-2025, 1014): a key serves at most 90 days. The new one goes to the device sealed
// with the present one; both open frames until the device speaks with the new one.
#pragma once

#include "edge/gateway/hj212/commands.h"
#include "kernel/observe/reading.h"

namespace qs::gateway::hj212 {

inline constexpr std::string_view kNewKeyCommand = "1014", kNewKeyField = "NewSK";

// Makes a key, has the book keep it and asks the desk to send it; the command's id. Faults: the
// device has no key yet (the first one is set by hand: it would go in the clear), one is offered
// already, the key cannot be kept.
Result<std::string> rotate_key(observe::DeviceBook& book, CommandDesk& desk, std::string_view mn,
                               std::string_view who, Instant now);

// The arguments as people and records may see them: without keys and passwords.
Arguments without_secrets(Arguments args);

}  // namespace qs::gateway::hj212
