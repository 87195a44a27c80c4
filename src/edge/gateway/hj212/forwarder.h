// 转发: the same data go on to a superior platform as HJ 212 of the dialect that it wants.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "edge/gateway/hj212/compose.h"
#include "kernel/observe/series_log.h"

namespace qs::gateway::hj212 {

// As which device a site is known to the superior platform.
struct ForwardSite {
  std::string mn, st;
  std::map<std::string, double> scales;  // our factor code -> their value / ours, where not 1
  bool operator==(const ForwardSite&) const = default;
};

struct ForwardTarget {
  std::string id, name;
  std::string host;
  uint16_t port = 0;
  Dialect dialect = Dialect::hj2017;
  std::string password = "123456";
  std::string sm4_key;                       // 16 bytes; empty: plain
  std::map<std::string, ForwardSite> sites;  // by our site id; others are not forwarded
  std::set<observe::Cadence> cadences{observe::Cadence::realtime, observe::Cadence::minute,
                                      observe::Cadence::hour, observe::Cadence::day};
  std::map<std::string, std::string> codes;  // our factor code -> theirs, where they differ
  std::chrono::seconds over_time{10};        // an answer may take so long
  int re_count = 3;                          // re-sends before the line counts as dead
  bool paused = false;                       // nothing is sent; the queue grows
  bool operator==(const ForwardTarget&) const = default;
};

inline constexpr size_t kForwardBatch = 2000;  // changes read at once; the cursor moves by batches
inline constexpr size_t kForwardWindow = 64;   // frames sent and not yet answered
// A frame that stayed unanswered on so many lines, each of which had others answered, is set aside
// so that it does not hold up the rest for ever.
inline constexpr int kForwardLines = 3;
inline constexpr std::chrono::seconds kFirstBackOff{1}, kLastBackOff{60};

// One kept value on its way up.
struct ForwardValue {
  observe::Seq seq = 0;
  observe::SeriesKey key;
  observe::Sample sample;
};

// The values that came or changed after a seq, oldest first, at most `limit` seqs of them, and the
// last seq that was looked at. Called from the forwarder's thread.
struct ForwardPage {
  observe::Seq last = 0;
  std::vector<ForwardValue> values;
};
using ForwardSource = std::function<Result<ForwardPage>(observe::Seq after, size_t limit)>;
// The source over a SeriesLog that may be read from another thread.
ForwardSource forward_source(const observe::SeriesLog& log);

struct ForwardFrame {
  std::string qn, bytes;
  size_t values = 0;
};
// One frame per device, interval and time, split where CP would be too long. Derived and
// calibrated values are ours and stay here. `first_qn` is the QN of the first frame.
std::vector<ForwardFrame> compose_forward(const std::vector<ForwardValue>& values,
                                          const ForwardTarget& target, Instant first_qn);

// 送达凭证: what the superior platform said it has, kept over restarts.
struct ForwardProgress {
  observe::Seq seq = 0;                   // everything up to here is acknowledged or set aside
  uint64_t frames = 0, values = 0;        // acknowledged since the first start
  uint64_t set_aside = 0;                 // frames it never answered
  std::string last_qn;                    // of the newest acknowledged frame
  std::optional<Instant> last_delivered;  // when its 9014 came
};

struct ForwardStatus {
  std::string id, name, dialect;
  bool paused = false, connected = false;
  uint64_t queued = 0;  // frames of the batch that are not answered yet
  uint64_t sent = 0, resent = 0, acked = 0, acked_values = 0, connects = 0;
  uint64_t refused = 0;           // frames it answered with a refusal (QnRtn, ExeRtn)
  std::string last_error;         // until the next acknowledgement
  std::optional<Instant> oldest;  // time of the oldest value that waits
  ForwardProgress progress;       // durably noted
};

// One thread per target. Nothing is queued twice: the log itself is the queue and a small file,
// replaced atomically, holds the progress. A death between an answer and that file sends a batch
// again, which the superior platform takes as a repetition.
class Forwarder {
 public:
  // Beside `progress_file`, "<progress_file>.aside" gets the frames that were set aside.
  Forwarder(ForwardTarget target, ForwardSource source, std::filesystem::path progress_file);
  ~Forwarder();  // stops
  Forwarder(const Forwarder&) = delete;
  Forwarder& operator=(const Forwarder&) = delete;

  Result<void> start();  // Error: the progress file is unreadable
  void stop();
  void wake();                        // new values are in the log
  void retarget(ForwardTarget fresh);  // takes effect before the next frame is sent
  ForwardStatus status() const;
  void metrics(std::string& prometheus) const;  // qingshan_hj212_forward_*{target="id"}

 private:
  struct Pending;
  class Run;
  void run();
  void rest(std::chrono::milliseconds time, bool until_news);
  bool take_news();

  ForwardTarget target_;  // the thread's own
  ForwardSource source_;
  std::filesystem::path progress_file_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false, news_ = false;
  std::optional<ForwardTarget> fresh_;
  ForwardStatus status_;
  std::thread thread_;
};

// The progress file: a missing file is the beginning. Saved with fsync of file and folder.
Result<ForwardProgress> load_progress(const std::filesystem::path& file);
Result<void> save_progress(const std::filesystem::path& file, const ForwardProgress& progress);

}  // namespace qs::gateway::hj212
