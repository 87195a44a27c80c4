// What the pages hear live: the flow tells, the service listens.
#pragma once

#include <mutex>

#include "edge/service/service.h"

namespace qs::app {

class EventHub : public service::Live {
 public:
  void subscribe(Sink sink) override;
  void tell(const service::LiveNews& news);

 private:
  std::mutex mutex_;
  Sink sink_;
};

}  // namespace qs::app
