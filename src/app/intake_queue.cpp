#include "app/intake_queue.h"

namespace qs::app {

bool IntakeQueue::offer(observe::Delivery&& delivery) {
  {
    std::lock_guard lock(mutex_);
    auto size = delivery.frame.bytes.size() + delivery.samples.size() * sizeof(observe::Sample);
    if (stopped_ || waiting_.deliveries.size() >= kMaxWaitingFrames ||
        bytes_ + size > kMaxWaitingBytes) {
      ++refused_;
      return false;
    }
    bytes_ += size;
    waiting_.deliveries.push_back(std::move(delivery));
    if (waiting_.deliveries.size() > 1) return true;
  }
  ready_.notify_one();
  return true;
}

bool IntakeQueue::post(Task task) {
  {
    std::lock_guard lock(mutex_);
    if (stopped_ || waiting_.tasks.size() >= kMaxWaitingTasks) return false;
    waiting_.tasks.push_back(std::move(task));
  }
  ready_.notify_one();
  return true;
}

IntakeQueue::Taken IntakeQueue::take(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  ready_.wait_until(lock, until, [this] {
    return stopped_ || !waiting_.deliveries.empty() || !waiting_.tasks.empty();
  });
  bytes_ = 0;
  return std::exchange(waiting_, {});
}

void IntakeQueue::stop() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  ready_.notify_all();
}

size_t IntakeQueue::waiting() const {
  std::lock_guard lock(mutex_);
  return waiting_.deliveries.size();
}

}  // namespace qs::app
