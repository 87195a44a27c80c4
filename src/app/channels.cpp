#include "app/channels.h"

#include <algorithm>

#include "app/pack/toml.h"

namespace qs::app {

namespace {

using notify::MailServer;
using notify::SmsGateway;
using notify::Webhook;

std::optional<Webhook::Shape> shape_of(std::string_view name) {
  if (name == "plain") return Webhook::Shape::plain;
  if (name == "wecom") return Webhook::Shape::wecom;
  if (name == "dingtalk") return Webhook::Shape::dingtalk;
  return std::nullopt;
}

Result<Channel> webhook_of(std::string_view text) {
  auto equals = text.find('=');
  auto shape = shape_of(text.substr(0, equals));
  if (!shape || equals == text.npos)
    return fail("a webhook is SHAPE=URL, SHAPE plain, wecom or dingtalk", "--webhook");
  auto notifier =
      notify::open_webhook({.shape = *shape, .url = std::string(text.substr(equals + 1))});
  if (!notifier) return fail("the URL cannot be read", "--webhook");
  return Channel{std::string(text.substr(0, equals)), std::move(*notifier)};
}

Result<MailServer::Security> security_of(std::string_view name) {
  using enum MailServer::Security;
  if (name == "starttls") return starttls;
  if (name == "tls") return tls;
  if (name == "none") return none;
  return fail(fmt::format("'{}' is not one of starttls, tls, none", name));
}

void add(TomlTable& t, const char* name, Result<std::unique_ptr<notify::Notifier>> notifier,
         std::vector<Channel>& channels) {
  t.close();
  if (notifier)
    channels.push_back({name, std::move(*notifier)});
  else
    t.fault(name, notifier.error().text);
}

void read_sms(TomlTable t, std::string key, std::vector<Channel>& channels) {
  SmsGateway gateway;
  gateway.method = t.text("method");
  gateway.url = t.text("url");
  gateway.body = t.text("body", false);
  gateway.accepted = t.text("accepted", false);
  gateway.key = std::move(key);
  if (auto headers = t.table("headers")) {
    for (const auto& name : headers->keys())
      gateway.headers.emplace_back(name, headers->text(name));
    headers->close();
  }
  add(t, "sms", notify::open_sms(std::move(gateway)), channels);
}

void read_mail(TomlTable t, std::string password, std::vector<Channel>& channels) {
  constexpr int64_t kLastPort = 65535;
  MailServer server;
  server.host = t.text("host");
  server.security = parsed<MailServer::Security>(t, "security", true, security_of);
  auto port = t.integer("port").value_or(server.port);
  if (port < 1 || port > kLastPort) t.fault("port", "is no port");
  server.port = static_cast<uint16_t>(port);
  server.user = t.text("user", false);
  server.from = t.text("from");
  server.password = std::move(password);
  add(t, "email", notify::open_mail(std::move(server)), channels);
}

void read_quiet(TomlTable t, std::vector<Channel>& channels) {
  for (const auto& name : t.keys()) {
    auto quiet =
        parsed<std::optional<casework::QuietHours>>(t, name, true, casework::parse_quiet_hours);
    auto channel = std::ranges::find(channels, name, &Channel::name);
    if (channel == channels.end())
      t.fault(name, "no such channel is declared");
    else
      channel->quiet = quiet;
  }
  t.close();
}

}  // namespace

Result<std::vector<Channel>> read_channels(const std::filesystem::path& file,
                                           const std::vector<std::string>& webhooks,
                                           const Secrets& secrets) {
  std::vector<Channel> channels;
  for (const auto& text : webhooks) {
    auto channel = webhook_of(text);
    if (!channel) return tl::unexpected(channel.error());
    channels.push_back(std::move(*channel));
  }
  if (!std::filesystem::exists(file)) return channels;
  standard::Faults faults;
  if (auto read = read_toml(file, faults)) {
    TomlTable t(*read, file.string(), faults);
    if (auto sms = t.table("sms")) read_sms(*sms, secrets.get(kSmsSecret), channels);
    if (auto mail = t.table("email")) read_mail(*mail, secrets.get(kMailSecret), channels);
    if (auto quiet = t.table("quiet")) read_quiet(*quiet, channels);
    t.close();
  }
  if (!faults.list.empty()) return tl::unexpected(faults.list.front());
  return channels;
}

Instant may_go(const Channel& channel, const ledger::Record& user, std::optional<Instant> due,
               Instant at) {
  auto quiet = channel.quiet;
  if (auto own = user.text("quiet"); !own.empty())
    quiet = casework::parse_quiet_hours(own).value_or(quiet);
  return casework::may_go(quiet, due, at);
}

}  // namespace qs::app
