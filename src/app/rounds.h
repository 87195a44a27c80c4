// 巡回: work that is done again and again on a thread of its own.
#pragma once

#include <functional>
#include <thread>

#include "base/time.h"

namespace qs::app {

class Rounds {
 public:
  // The first round `first` after now, each next `every` after the one before has ended. Ends with
  // the object, after the round it is at.
  Rounds(Millis first, Millis every, std::function<void()> work);

 private:
  std::jthread thread_;
};

}  // namespace qs::app
