// 通知: the outbox goes out to people, each notice once or visibly not at all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/ledger/record_log.h"

namespace qs::notify {

struct Message {
  std::string id, user, text_zh, text_en;
  std::string to = {};  // number or address, for a channel that needs one
  Instant at = {};
};

// refused: certainly not delivered, may be tried again. uncertain: may have been delivered, is
// never tried again.
enum class Delivery : uint8_t { delivered, refused, uncertain };
struct Report {
  Delivery delivery = Delivery::refused;
  std::string error;
};

// A seam to the world: one way to reach people.
class Notifier {
 public:
  virtual ~Notifier() = default;
  virtual Report send(const Message& message) = 0;
  // The field of a person's record that says where to send; empty: one place for all.
  virtual std::string_view address_field() const { return {}; }
};

// The twin for tests: keeps what was sent, answers what it is told to.
class MemoryNotifier : public Notifier {
 public:
  Report send(const Message& message) override;
  std::string_view address_field() const override { return needs; }
  std::vector<Message> sent;
  Report answer{Delivery::delivered, {}};
  std::string needs;
};

struct Webhook {
  enum class Shape : uint8_t { plain, wecom, dingtalk } shape = Shape::plain;
  std::string url;  // http:// or https://
  std::chrono::seconds timeout{10};
};
// The JSON body that a webhook of this shape takes.
std::string body_of(Webhook::Shape shape, const Message& message);
// A url that cannot be read is an Error.
Result<std::unique_ptr<Notifier>> open_webhook(const Webhook& webhook);

// 短信网关: one request per message. {phone}, {text}, {id} and {key} are put into the URL (percent-
// encoded) and into the body (as its Content-Type wants it: JSON or a form); a header takes {key}.
struct SmsGateway {
  std::string method = "POST";  // or GET, without a body
  std::string url, body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string accepted;  // what an answer holds that took the message; empty: any 2xx has
  std::string key;       // never in an error
  std::chrono::seconds timeout{10};
};
inline constexpr size_t kLongestSms = 1500;  // bytes of its text; what is longer is cut off
Result<std::unique_ptr<Notifier>> open_sms(SmsGateway gateway);

// 邮件服务器: SMTP, one connection per message.
struct MailServer {
  enum class Security : uint8_t { starttls, tls, none } security = Security::starttls;
  std::string host;
  uint16_t port = 587;
  std::string user, password;  // empty: no log-in
  std::string from;
  std::chrono::seconds timeout{15};
};
// Faults: no address to send from; without TLS to another machine than this one.
Result<std::unique_ptr<Notifier>> open_mail(MailServer server);

inline constexpr size_t kMostPerRound = 50;     // notices sent in one round
inline constexpr int64_t kMostTries = 8;        // 30 s, doubled each time, at most an hour apart
inline constexpr size_t kMostFaultsInRow = 3;   // then the round ends: whoever hangs, hangs
inline constexpr size_t kLongestJoined = 2000;  // bytes of Chinese text of joined notices

struct Round {
  size_t delivered = 0, refused = 0, failed = 0, uncertain = 0;
  size_t held = 0;  // until the quiet hours are over
};
// When a notice to this person may go out that could go at `at`; due: what it asks for is.
using Hold =
    std::function<Instant(const ledger::Record& user, std::optional<Instant> due, Instant at)>;
// Sends what is due on `channel`; what waits for one person at the same moment goes as one message.
// A notice is claimed by a commit before it is sent, so a death in between leaves it "sending";
// recover() makes those "uncertain" and must run once at start.
Result<Round> deliver_due(ledger::RecordLog& log, Notifier& notifier, std::string_view channel,
                          Instant now, const Hold& hold = {});
Result<size_t> recover(ledger::RecordLog& log, Instant now);

}  // namespace qs::notify
