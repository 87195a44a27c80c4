#include "edge/notify/post.h"

namespace qs::notify {

Report post(const HttpAsk& ask, const std::function<bool(const std::string& body)>& takes) {
  constexpr size_t kQuoted = 200;
  auto answer = exchange(ask);
  if (!answer)
    return {answer.error().begun ? Delivery::uncertain : Delivery::refused, answer.error().text};
  auto status = answer->status;
  // A gateway that failed may have passed the notice on; "unavailable" says that it has not.
  bool unknown = status >= 500 && status != 503;
  if (status < 200 || status > 299)
    return {unknown ? Delivery::uncertain : Delivery::refused,
            fmt::format("answered with status {}", status)};
  if (takes(answer->body)) return {Delivery::delivered, {}};
  return {Delivery::refused, fmt::format("refused: {}", answer->body.substr(0, kQuoted))};
}

}  // namespace qs::notify
