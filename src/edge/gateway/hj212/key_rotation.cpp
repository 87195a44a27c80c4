#include "edge/gateway/hj212/key_rotation.h"

namespace qs::gateway::hj212 {

Result<std::string> rotate_key(observe::DeviceBook& book, CommandDesk& desk, std::string_view mn,
                               std::string_view who, Instant now) {
  auto device = book.device(mn);
  if (!device) return fail("no such device", std::string(mn));
  if (device->sm4_key.empty())
    return fail("the device has no key yet; the first one is set by hand", std::string(mn));
  // A key that was offered and not used yet is offered again, so that no third one comes up.
  auto key = device->next_sm4_key.empty() ? new_key() : device->next_sm4_key;
  for (const auto& command : desk.open(mn))
    if (command.cn == kNewKeyCommand) return fail("a new key is on its way", std::string(mn));
  if (auto kept = book.offer_key(mn, key); !kept) return tl::unexpected(kept.error());
  return desk.enqueue(mn, kNewKeyCommand, {{std::string(kNewKeyField), std::move(key)}}, who, now);
}

Arguments without_secrets(Arguments args) {
  std::erase_if(
      args, [](const auto& pair) { return pair.first == kNewKeyField || pair.first == "NewPW"; });
  return args;
}

}  // namespace qs::gateway::hj212
