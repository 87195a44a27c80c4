#include "base/json.h"
#include "edge/notify/http_client.h"
#include "edge/notify/notifier.h"

namespace qs::notify {
namespace {

// WeCom and DingTalk answer 200 and say in the body that they refused.
Report read_answer(const HttpAnswer& answer) {
  auto status = answer.status;
  // A gateway that failed may have passed the notice on; "unavailable" says that it has not.
  bool unknown = status >= 500 && status != 503;
  if (status < 200 || status > 299)
    return {unknown ? Delivery::uncertain : Delivery::refused,
            fmt::format("answered with status {}", status)};
  auto body = Json::parse(answer.body, nullptr, false);
  if (!body.is_object() || !body.contains("errcode") || body["errcode"] == 0)
    return {Delivery::delivered, {}};
  return {Delivery::refused, fmt::format("refused: {}", answer.body.substr(0, 200))};
}

class WebhookNotifier : public Notifier {
 public:
  WebhookNotifier(Webhook webhook, Url url) : webhook_(std::move(webhook)), url_(std::move(url)) {}

  Report send(const Message& message) override {
    auto answer = exchange({.url = url_,
                            .body = body_of(webhook_.shape, message),
                            .headers = {{"Content-Type", "application/json; charset=utf-8"}},
                            .timeout = webhook_.timeout});
    if (answer) return read_answer(*answer);
    return {answer.error().begun ? Delivery::uncertain : Delivery::refused, answer.error().text};
  }

 private:
  Webhook webhook_;
  Url url_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> open_webhook(const Webhook& webhook) {
  auto url = parse_url(webhook.url);
  if (!url) return tl::unexpected(url.error());
  return std::make_unique<WebhookNotifier>(webhook, std::move(*url));
}

}  // namespace qs::notify
