// 通知渠道: the ways by which this installation reaches people, from the command line and
// DIR/notices.toml.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/secrets.h"
#include "edge/notify/notifier.h"
#include "kernel/casework/outbox.h"

namespace qs::app {

// Names in the folder of secrets: the {key} of the gateway, the password of the mail server.
inline constexpr const char *kSmsSecret = "notices.sms", *kMailSecret = "notices.email";

struct Channel {
  std::string name;  // as people's `channels` say: plain, wecom, dingtalk, sms, email
  std::unique_ptr<notify::Notifier> notifier;
  std::optional<casework::QuietHours> quiet = {};  // of who has none of their own
};

// `webhooks`: SHAPE=URL with SHAPE plain, wecom or dingtalk. Without the file there are only these.
// Faults: a key that is missing or unknown, what open_sms and open_mail refuse, quiet hours of a
// channel that is not declared. A URL is never repeated: it may hold a key.
Result<std::vector<Channel>> read_channels(const std::filesystem::path& file,
                                           const std::vector<std::string>& webhooks,
                                           const Secrets& secrets);

// When a notice may go out on the channel to this person, by the person's quiet hours or else the
// channel's.
Instant may_go(const Channel& channel, const ledger::Record& user, std::optional<Instant> due,
               Instant at);

}  // namespace qs::app
