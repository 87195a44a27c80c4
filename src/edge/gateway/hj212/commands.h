// 反控: commands from the platform to devices with their handshakes. One runs per device at a time;
// the others wait in order. Every change of state is reported.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "edge/gateway/hj212/compose.h"

namespace qs::gateway::hj212 {

inline constexpr size_t kMaxQueued = 64;  // commands waiting for one device
inline constexpr size_t kMaxWaitingDevices = 65'536;
inline constexpr size_t kMaxAnswers = 256;         // pairs kept of what came back
inline constexpr std::chrono::hours kMaxWait{24};  // a command for a device that stays away

enum class CommandState : uint8_t { queued, sent, accepted, done, failed, timeout };
std::string_view name(CommandState state);

using Arguments = std::vector<std::pair<std::string, std::string>>;  // CP keys and values

struct Command {
  std::string id;  // MN "-" number of the request
  std::string mn, cn, who;
  Arguments args;
  CommandState state = CommandState::queued;
  Instant asked;
  std::optional<Instant> ended;
  std::string qn;      // of the request, when sent
  int sends = 0;       // 1 + re-sends
  std::string reason;  // why it failed
  Arguments answers;   // QnRtn, ExeRtn and what the device told
};

// One command of the standard's table.
struct CommandRule {
  std::string_view cn, name_zh;
  bool notify = false;                  // answered by 9013 instead of 9011 and 9012
  std::vector<std::string_view> needs;  // CP keys that must be given
};
const std::vector<CommandRule>& command_rules();

// Thread-safe. `Report` and `Send` are called without the desk's lock held.
class CommandDesk {
 public:
  using Report = std::function<void(const Command&)>;
  // Sends a request to a device (its ST, PW and dialect are the sender's to fill in). False: the
  // device is not connected.
  using Send = std::function<bool(const std::string& mn, Composition request)>;

  CommandDesk(Report report, Send send);

  // The command's id, or an Error: unknown command, a key missing, too many waiting. A missing
  // SystemTime is the moment of sending.
  Result<std::string> enqueue(std::string_view mn, std::string_view cn, Arguments args,
                              std::string_view who, Instant now);
  void online(const std::string& mn, Instant now);  // the device can be reached (again)
  // 9011, 9012, 9013 and the data that a request asked for.
  void answered(const std::string& mn, const Segment& segment, Instant now);
  void tick(Instant now);  // time-outs and re-sends; call about every second

  // Those that wait or run; what is over lives in the ledger of the one who got the reports.
  std::vector<Command> open(std::string_view mn) const;

 private:
  struct Lane {
    std::deque<Command> waiting;  // the first one runs when its state is not `queued`
    Instant deadline;
    std::chrono::seconds over_time{10};  // 1000 sets both
    int re_count = 3;
    Instant last_qn;
  };
  struct Outcome {
    std::vector<Command> reports;
    std::vector<std::pair<std::string, Composition>> sends;
  };
  void start(const std::string& mn, Lane& lane, Instant now, Outcome& outcome);
  void finish(const std::string& mn, Lane& lane, CommandState state, std::string reason,
              Instant now, Outcome& outcome);
  void expire(const std::string& mn, Lane& lane, Instant now, Outcome& outcome);
  void carry_out(Outcome outcome, Instant now);

  Report report_;
  Send send_;
  mutable std::mutex mutex_;
  std::map<std::string, Lane, std::less<>> lanes_;
  uint64_t next_ = 1;
};

}  // namespace qs::gateway::hj212
