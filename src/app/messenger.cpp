#include "app/messenger.h"

#include <spdlog/spdlog.h>

namespace qs::app {

namespace {

constexpr auto kEvery = std::chrono::seconds{5};

std::optional<notify::Webhook::Shape> shape_of(std::string_view name) {
  if (name == "plain") return notify::Webhook::Shape::plain;
  if (name == "wecom") return notify::Webhook::Shape::wecom;
  if (name == "dingtalk") return notify::Webhook::Shape::dingtalk;
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Messenger>> Messenger::start(const std::vector<std::string>& webhooks,
                                                    ledger::RecordLog& records,
                                                    std::function<Instant()> now) {
  if (auto done = notify::recover(records, now()); !done) return tl::unexpected(done.error());
  std::map<std::string, std::unique_ptr<notify::Notifier>> channels;
  for (const auto& text : webhooks) {
    auto equals = text.find('=');
    auto shape = shape_of(text.substr(0, equals));
    // The URL may hold a key, so it is not repeated in the message.
    if (!shape || equals == std::string::npos)
      return fail("a webhook is SHAPE=URL, SHAPE plain, wecom or dingtalk", "--webhook");
    auto notifier = notify::open_webhook({.shape = *shape, .url = text.substr(equals + 1)});
    if (!notifier) return tl::unexpected(notifier.error());
    channels[text.substr(0, equals)] = std::move(*notifier);
  }
  return std::unique_ptr<Messenger>(new Messenger(std::move(channels), records, std::move(now)));
}

Messenger::Messenger(std::map<std::string, std::unique_ptr<notify::Notifier>> channels,
                     ledger::RecordLog& records, std::function<Instant()> now)
    : channels_(std::move(channels)), records_(records), now_(std::move(now)) {
  if (!channels_.empty()) rounds_.emplace(Millis{0}, kEvery, [this] { deliver(); });
}

void Messenger::deliver() {
  for (auto& [channel, notifier] : channels_) {
    auto round = notify::deliver_due(records_, *notifier, channel, now_());
    if (!round)
      spdlog::error("channel={} fault=\"{}\"", channel, round.error().message());
    else if (round->delivered + round->refused + round->failed + round->uncertain > 0)
      spdlog::info("channel={} delivered={} refused={} failed={} uncertain={}", channel,
                   round->delivered, round->refused, round->failed, round->uncertain);
  }
}

}  // namespace qs::app
