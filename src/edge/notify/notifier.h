// 通知: the outbox goes out to people, each notice once or visibly not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/ledger/record_log.h"

namespace qs::notify {

struct Message {
  std::string id, user, text_zh, text_en;
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
};

// The twin for tests: keeps what was sent, answers what it is told to.
class MemoryNotifier : public Notifier {
 public:
  Report send(const Message& message) override;
  std::vector<Message> sent;
  Report answer{Delivery::delivered, {}};
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

inline constexpr size_t kMostPerRound = 50;  // notices sent in one round
inline constexpr int64_t kMostTries = 8;     // 30 s, doubled each time, at most an hour apart

struct Round {
  size_t delivered = 0, refused = 0, failed = 0, uncertain = 0;
};
// Sends what is due on `channel`. A notice is claimed by a commit before it is sent, so a death in
// between leaves it "sending"; recover() makes those "uncertain" and must run once at start.
Result<Round> deliver_due(ledger::RecordLog& log, Notifier& notifier, std::string_view channel,
                          Instant now);
Result<size_t> recover(ledger::RecordLog& log, Instant now);

}  // namespace qs::notify
