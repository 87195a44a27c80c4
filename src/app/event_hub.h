// What the pages hear live: the flow tells, the service listens.
#pragma once

#include <mutex>

#include "edge/service/service.h"

namespace qs::app {

class EventHub : public service::Live {
 public:
  void subscribe(Sink sink) override;
  // A second listener within the program; an empty one ends it.
  void also(Sink sink);
  void tell(const service::LiveNews& news);

 private:
  std::mutex mutex_;
  Sink sink_, also_;
};

}  // namespace qs::app
