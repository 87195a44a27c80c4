#include "app/brokers.h"

#include <fmt/format.h>

#include <charconv>

namespace qs::app {

namespace mqtt = gateway::mqtt;

Result<void> Brokers::start(const std::string& more) {
  for (const auto& broker : house_.law.brokers)
    if (!broker.paused) begin(broker);
  if (more.empty()) return {};
  auto colon = more.rfind(':');
  auto host = more.substr(0, colon);
  uint16_t port = 0;
  auto digits = colon == more.npos ? std::string_view{} : std::string_view(more).substr(colon + 1);
  auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  bool whole = fault == std::errc{} && end == digits.data() + digits.size() && port > 0;
  if (host.empty() || !whole) return fail(fmt::format("'{}' is not HOST:PORT", more), "--mqtt");
  begin({.id = "local", .host = host, .port = port, .client_id = "qingshan"});
  return {};
}

void Brokers::begin(mqtt::Broker broker) {
  auto password = house_.secrets.get(fmt::format("mqtt-{}.password", broker.id));
  clients_.push_back(std::make_unique<mqtt::Client>(
      std::move(broker), std::move(password),
      mqtt::Client::House{house_.law, house_.library, house_.devices, house_.queue, hearing_}));
  clients_.back()->start();
}

void Brokers::stop() {
  for (auto& client : clients_) client->stop();
}

void Brokers::metrics(std::string& out) const {
  if (clients_.empty()) return;
  hearing_.metrics(out);
  for (const auto& client : clients_) {
    auto s = client->status();
    auto line = [&](std::string_view what, uint64_t value) {
      out += fmt::format("qingshan_mqtt_{}{{broker=\"{}\"}} {}\n", what, s.id, value);
    };
    line("connected", s.connected ? 1 : 0);
    line("connects_total", s.connects);
    line("waiting", s.waiting);
  }
}

}  // namespace qs::app
