#include "app/messenger.h"

#include <spdlog/spdlog.h>

namespace qs::app {

namespace {

constexpr auto kEvery = std::chrono::seconds{5};

}  // namespace

Result<std::unique_ptr<Messenger>> Messenger::start(std::vector<Channel> channels,
                                                    ledger::RecordLog& records,
                                                    std::function<Instant()> now) {
  if (auto done = notify::recover(records, now()); !done) return tl::unexpected(done.error());
  return std::unique_ptr<Messenger>(new Messenger(std::move(channels), records, std::move(now)));
}

Messenger::Messenger(std::vector<Channel> channels, ledger::RecordLog& records,
                     std::function<Instant()> now)
    : channels_(std::move(channels)), records_(records), now_(std::move(now)) {
  for (const auto& channel : channels_)
    rounds_.emplace_back(Millis{0}, kEvery, [this, &channel] { deliver(channel); });
}

void Messenger::deliver(const Channel& channel) {
  auto hold = [&](const ledger::Record& user, std::optional<Instant> due, Instant at) {
    return may_go(channel, user, due, at);
  };
  auto round = notify::deliver_due(records_, *channel.notifier, channel.name, now_(), hold);
  if (!round)
    spdlog::error("channel={} fault=\"{}\"", channel.name, round.error().message());
  else if (round->delivered + round->refused + round->failed + round->uncertain + round->held > 0)
    spdlog::info("channel={} delivered={} refused={} failed={} uncertain={} held={}", channel.name,
                 round->delivered, round->refused, round->failed, round->uncertain, round->held);
}

}  // namespace qs::app
