#include <algorithm>

#include "base/json.h"
#include "edge/notify/cut.h"
#include "edge/notify/post.h"

namespace qs::notify {
namespace {

std::string as_percent(const std::string& text) {
  constexpr std::string_view kPlain = "-._~";  // RFC 3986, 2.3
  std::string out;
  for (unsigned char c : text) {
    bool plain = c < 0x80 && (std::isalnum(c) || kPlain.find(static_cast<char>(c)) != kPlain.npos);
    out += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return out;
}

std::string as_json(const std::string& text) {
  auto quoted = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

std::string as_is(const std::string& text) {
  return text;
}

using Escape = std::string (*)(const std::string&);
struct Filling {
  std::string_view name;
  std::string text;
};

// Names that no filling has stay as they are: a JSON body is full of braces.
std::string fill(std::string_view pattern, const std::vector<Filling>& fillings, Escape escape) {
  std::string out;
  while (!pattern.empty()) {
    auto filling = std::ranges::find_if(
        fillings, [&](const Filling& f) { return pattern.starts_with(f.name); });
    bool found = filling != fillings.end();
    out += found ? escape(filling->text) : std::string(pattern.substr(0, 1));
    pattern.remove_prefix(found ? filling->name.size() : 1);
  }
  return out;
}

// Digits and a leading plus; empty: no number.
std::string number_of(std::string_view phone) {
  constexpr size_t kShortest = 3, kLongest = 15;  // E.164 has at most 15
  std::string out;
  for (char c : phone) {
    if (c == ' ' || c == '-') continue;
    bool fits = (c >= '0' && c <= '9') || (c == '+' && out.empty());
    if (!fits) return {};
    out += c;
  }
  auto digits = out.size() - (out.starts_with('+') ? 1 : 0);
  return digits >= kShortest && digits <= kLongest ? out : std::string();
}

// What it makes of a text in its body; nullptr: a type that is not known.
Escape escape_of(const SmsGateway& gateway) {
  for (const auto& [name, value] : gateway.headers) {
    if (name != "Content-Type") continue;
    if (value.starts_with("application/json")) return as_json;
    if (value.starts_with("application/x-www-form-urlencoded")) return as_percent;
  }
  return nullptr;
}

class SmsNotifier : public Notifier {
 public:
  SmsNotifier(SmsGateway gateway, Escape escape) : gateway_(std::move(gateway)), escape_(escape) {}

  std::string_view address_field() const override { return "phone"; }

  Report send(const Message& message) override {
    auto phone = number_of(message.to);
    if (phone.empty()) return {Delivery::refused, "what the person has is no telephone number"};
    std::vector<Filling> fillings{{"{phone}", phone},
                                  {"{text}", cut(message.text_zh, kLongestSms)},
                                  {"{id}", message.id},
                                  {"{key}", gateway_.key}};
    auto url = parse_url(fill(gateway_.url, fillings, as_percent));
    if (!url) return {Delivery::refused, "the address of the gateway cannot be read"};
    HttpAsk ask{.url = *url,
                .body = escape_ ? fill(gateway_.body, fillings, escape_) : std::string(),
                .headers = gateway_.headers,
                .timeout = gateway_.timeout};
    for (auto& [name, value] : ask.headers) value = fill(value, {fillings.back()}, as_is);
    auto report = post(
        ask, [&](const std::string& body) { return body.find(gateway_.accepted) != body.npos; });
    hide_key(report.error);
    return report;
  }

 private:
  // A gateway may quote what it was sent.
  void hide_key(std::string& text) const {
    if (gateway_.key.empty()) return;
    for (const auto& key : {gateway_.key, as_percent(gateway_.key), as_json(gateway_.key)})
      for (size_t at = text.find(key); at != text.npos; at = text.find(key, at))
        text.replace(at, key.size(), "***");
  }

  SmsGateway gateway_;
  Escape escape_;  // of the body; nullptr: there is none
};

}  // namespace

Result<std::unique_ptr<Notifier>> open_sms(SmsGateway gateway) {
  bool posts = gateway.method == "POST";
  if (!posts && gateway.method != "GET") return fail("the method is neither GET nor POST");
  if (posts == gateway.body.empty()) return fail("POST has a body, GET has none");
  auto escape = escape_of(gateway);
  if (posts && !escape)
    return fail("Content-Type is neither application/json nor application/x-www-form-urlencoded");
  for (auto place : {"{phone}", "{text}"})
    if ((gateway.url + gateway.body).find(place) == std::string::npos)
      return fail(fmt::format("neither the url nor the body says {}", place));
  std::vector<Filling> none{{"{phone}", {}}, {"{text}", {}}, {"{id}", {}}, {"{key}", {}}};
  if (!parse_url(fill(gateway.url, none, as_is))) return fail("the url cannot be read");
  return std::make_unique<SmsNotifier>(std::move(gateway), posts ? escape : nullptr);
}

}  // namespace qs::notify
