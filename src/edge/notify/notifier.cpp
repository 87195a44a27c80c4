#include "edge/notify/notifier.h"

#include "base/json.h"

namespace qs::notify {

Report MemoryNotifier::send(const Message& message) {
  sent.push_back(message);
  return answer;
}

std::string body_of(Webhook::Shape shape, const Message& message) {
  Json body;
  switch (shape) {
    case Webhook::Shape::plain:
      body = {{"id", message.id},
              {"user", message.user},
              {"text_zh", message.text_zh},
              {"text_en", message.text_en}};
      break;
    case Webhook::Shape::wecom:
    case Webhook::Shape::dingtalk:  // both take the same text message
      body = {{"msgtype", "text"}, {"text", {{"content", message.text_zh}}}};
      break;
  }
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace qs::notify
