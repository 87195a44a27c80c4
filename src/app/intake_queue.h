// The bounded queue between the gateways' threads and the flow's one thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "kernel/observe/reading.h"

namespace qs::app {

inline constexpr size_t kMaxWaitingFrames = 200'000;
inline constexpr size_t kMaxWaitingBytes = 256u << 20;
inline constexpr size_t kMaxWaitingTasks = 10'000;

class IntakeQueue : public observe::Intake {
 public:
  using Task = std::function<void()>;

  bool offer(observe::Delivery&& delivery) override;
  // Work that must happen on the flow's thread (an audit, an action on a case). False: queue full.
  bool post(Task task);

  struct Taken {
    std::vector<observe::Delivery> deliveries;
    std::vector<Task> tasks;
  };
  // Everything that waits; returns empty-handed at `until` or when stopped.
  Taken take(std::chrono::steady_clock::time_point until);
  void stop();

  uint64_t refused() const { return refused_; }
  size_t waiting() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  Taken waiting_;
  size_t bytes_ = 0;
  bool stopped_ = false;
  std::atomic<uint64_t> refused_ = 0;
};

}  // namespace qs::app
