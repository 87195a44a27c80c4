#include "app/event_hub.h"

namespace qs::app {

void EventHub::subscribe(Sink sink) {
  std::lock_guard lock(mutex_);
  sink_ = std::move(sink);
}

void EventHub::also(Sink sink) {
  std::lock_guard lock(mutex_);
  also_ = std::move(sink);
}

void EventHub::tell(const service::LiveNews& news) {
  std::lock_guard lock(mutex_);
  if (sink_) sink_(news);
  if (also_) also_(news);
}

}  // namespace qs::app
