// 通知: sends what stands in the outbox through the channels that this installation has, each on a
// thread of its own: one that hangs holds up no other.
#pragma once

#include <vector>

#include "app/channels.h"
#include "app/rounds.h"
#include "base/result.h"

namespace qs::app {

class Messenger {
 public:
  static Result<std::unique_ptr<Messenger>> start(std::vector<Channel> channels,
                                                  ledger::RecordLog& records,
                                                  std::function<Instant()> now);

 private:
  Messenger(std::vector<Channel> channels, ledger::RecordLog& records,
            std::function<Instant()> now);
  void deliver(const Channel& channel);

  std::vector<Channel> channels_;
  ledger::RecordLog& records_;
  std::function<Instant()> now_;
  std::vector<Rounds> rounds_;  // one for each channel; they end first
};

}  // namespace qs::app
