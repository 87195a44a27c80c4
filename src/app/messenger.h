// 通知: sends what stands in the outbox through the webhooks that this installation was given, on a
// thread of its own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/rounds.h"
#include "base/result.h"
#include "edge/notify/notifier.h"

namespace qs::app {

class Messenger {
 public:
  // `webhooks`: SHAPE=URL with SHAPE plain, wecom or dingtalk; the shape is the channel's name.
  static Result<std::unique_ptr<Messenger>> start(const std::vector<std::string>& webhooks,
                                                  ledger::RecordLog& records,
                                                  std::function<Instant()> now);

 private:
  Messenger(std::map<std::string, std::unique_ptr<notify::Notifier>> channels,
            ledger::RecordLog& records, std::function<Instant()> now);
  void deliver();

  std::map<std::string, std::unique_ptr<notify::Notifier>> channels_;
  ledger::RecordLog& records_;
  std::function<Instant()> now_;
  std::optional<Rounds> rounds_;  // absent without channels; ends first
};

}  // namespace qs::app
