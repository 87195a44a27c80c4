#include "app/rounds.h"

#include <condition_variable>
#include <mutex>

namespace qs::app {

Rounds::Rounds(Millis first, Millis every, std::function<void()> work)
    : thread_([first, every, work = std::move(work)](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        auto stopped = [&] { return stop.stop_requested(); };
        for (auto pause = first; !wake.wait_for(lock, stop, pause, stopped); pause = every) work();
      }) {}

}  // namespace qs::app
