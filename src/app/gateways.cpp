#include "app/gateways.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <future>

#include "app/all_records.h"
#include "base/json.h"
#include "edge/gateway/hj212/key_rotation.h"
#include "edge/gateway/http/batch.h"

namespace qs::app {

namespace hj212 = gateway::hj212;

namespace {

std::string sha256_hex(std::string_view text) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string hex(2 * sizeof hash + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash, sizeof hash);
  hex.pop_back();
  return hex;
}

Json json_of(const hj212::Arguments& pairs) {
  Json json = Json::object();
  for (const auto& [key, value] : pairs) json[key] = value;
  return json;
}

// What the gateway says of a command, over what the record says already.
ledger::Fields merged(ledger::Fields fields, const hj212::Command& c) {
  fields["device"] = c.mn;
  fields["cn"] = c.cn;
  for (const auto& rule : hj212::command_rules())
    if (rule.cn == c.cn) fields["name_zh"] = std::string(rule.name_zh);
  fields["args"] = json_of(hj212::without_secrets(c.args)).dump();
  fields["who"] = c.who;
  fields["asked_at"] = to_ms(c.asked);
  fields["state"] = std::string(name(c.state));
  auto answer = json_of(c.answers);
  if (!c.reason.empty()) answer["reason"] = c.reason;
  fields["answer"] = answer.dump();
  fields["tries"] = static_cast<int64_t>(c.sends);
  if (c.ended) fields["ended_at"] = to_ms(*c.ended);
  return fields;
}

service::BatchAnswer refused(int status, std::string_view text) {
  return {status, Json{{"error", {{"text", text}}}}.dump()};
}

}  // namespace

Gateways::Gateways(House house, hj212::GatewayOptions options)
    : house_(house),
      hj212_(std::move(options), house.devices, house.queue,
             [this](const hj212::Command& c) { report(c); }) {}

Result<uint16_t> Gateways::start() {
  auto devices = all_records(house_.records, "device");
  if (!devices) return tl::unexpected(devices.error());
  std::map<std::string, std::string> by_site;
  for (const auto& d : *devices) by_site[d.text("site")] = d.id;
  std::map<std::pair<std::string, int>, int64_t> newest;
  for (const auto& [id, key] : house_.series.catalogue()) {
    auto device = by_site.find(key.site);
    int command = key.cadence == observe::Cadence::minute ? 2051
                  : key.cadence == observe::Cadence::hour ? 2061
                                                          : 0;
    if (device == by_site.end() || command == 0 || key.measure != observe::Measure::avg) continue;
    auto latest = house_.series.latest(std::span(&id, 1)).front();
    if (!latest || latest->origin == observe::Origin::derived) continue;
    auto& time = newest[{device->second, command}];
    time = std::max(time, latest->time);
  }
  for (const auto& [key, time] : newest) hj212_.prime(key.first, key.second, from_ms(time));
  if (auto done = house_.forwards.refresh(); !done) return tl::unexpected(done.error());
  return hj212_.start();
}

void Gateways::report(const hj212::Command& command) {
  bool posted = house_.queue.post([this, command] {
    auto known = house_.records.get("command", command.id);
    if (!known) return spdlog::error("command={} fault={}", command.id, known.error().message());
    ledger::Fields fields = *known ? (*known)->fields : ledger::Fields{};
    auto kept = house_.flow.commit(
        command.who, fmt::format("command {} {}", command.cn, name(command.state)), house_.now(),
        {{.kind = "command", .id = command.id, .fields = merged(std::move(fields), command)}});
    if (!kept) spdlog::error("command={} fault={}", command.id, kept.error().message());
  });
  if (!posted) spdlog::error("command={} fault=the queue is full", command.id);
}

Result<ledger::Write> Gateways::command(const service::Command& asked,
                                        const service::Doing& doing) {
  auto json = Json::parse(asked.args, nullptr, false);
  if (!json.is_object()) return fail("the arguments are no JSON object", "args");
  hj212::Arguments arguments;
  for (const auto& [key, value] : json.items())
    arguments.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
  hj212::Command kept{.mn = asked.device,
                      .cn = asked.cn,
                      .who = doing.actor.user,
                      .args = arguments,
                      .asked = doing.at};
  bool new_key = asked.cn == hj212::kNewKeyCommand;  // which nobody types in
  auto id = new_key ? hj212_.rotate_key(asked.device, doing.actor.user, doing.at)
                    : hj212_.commands().enqueue(asked.device, asked.cn, std::move(arguments),
                                                doing.actor.user, doing.at);
  if (!id) return tl::unexpected(id.error());
  auto fields = merged({{"why", doing.why}}, kept);
  return ledger::Write{.kind = "command", .id = *id, .fields = std::move(fields)};
}

bool Gateways::holds(std::string_view token, std::string_view device) const {
  auto record = house_.records.get("device", device);
  if (!record || !*record) return false;
  auto expected = (*record)->text("token_hash"), given = sha256_hex(token);
  return expected.size() == given.size() &&
         sodium_memcmp(expected.data(), given.data(), given.size()) == 0;
}

service::BatchAnswer Gateways::offer(std::string_view token, std::string_view body) {
  if (body.size() > gateway::kMostBatchBytes) return refused(413, "the batch is too large");
  auto batch = gateway::parse_batch(body, house_.devices, house_.now());
  if (!batch) {
    bool unknown = batch.error().text.starts_with("device");
    return unknown ? refused(401, "the token does not fit the device")
                   : refused(400, batch.error().message());
  }
  if (!holds(token, batch->device.id)) return refused(401, "the token does not fit the device");
  auto promise = std::make_shared<std::promise<Result<observe::Receipt>>>();
  auto answer = promise->get_future();
  batch->delivery.done = [promise](const Result<observe::Receipt>& r) { promise->set_value(r); };
  if (!house_.queue.offer(std::move(batch->delivery)))
    return refused(503, "the queue before the flow is full; ask again");
  auto receipt = answer.get();
  if (!receipt) return refused(503, receipt.error().message());
  Json list = Json::array();
  for (const auto& r : batch->refused) list.push_back({{"index", r.index}, {"text", r.text}});
  return {200, Json{{"kept", receipt->kept},
                    {"repeated", receipt->repeated},
                    {"revised", receipt->revised},
                    {"refused", list},
                    {"refused_count", batch->refused_count}}
                   .dump()};
}

void Gateways::stop() {
  hj212_.stop();
  house_.brokers.stop();
  house_.forwards.stop();
}

void Gateways::wake() {
  house_.forwards.wake();
}

void Gateways::metrics(std::string& prometheus) const {
  hj212_.metrics(prometheus);
  house_.brokers.metrics(prometheus);
  house_.forwards.metrics(prometheus);
}

}  // namespace qs::app
