#include "base/json.h"
#include "edge/notify/post.h"

namespace qs::notify {
namespace {

// WeCom and DingTalk answer 200 and say in the body that they refused.
bool takes(const std::string& body) {
  auto said = Json::parse(body, nullptr, false);
  return !said.is_object() || !said.contains("errcode") || said["errcode"] == 0;
}

class WebhookNotifier : public Notifier {
 public:
  WebhookNotifier(Webhook webhook, Url url) : webhook_(std::move(webhook)), url_(std::move(url)) {}

  Report send(const Message& message) override {
    return post({.url = url_,
                 .body = body_of(webhook_.shape, message),
                 .headers = {{"Content-Type", "application/json; charset=utf-8"}},
                 .timeout = webhook_.timeout},
                takes);
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
