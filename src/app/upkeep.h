// 养护: once a day, beside everything else: closes and archives past months, retires what is too
// old.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "edge/store/store.h"

namespace qs::app {

class Upkeep {
 public:
  // Archives go to <data>/archive/YYYY-MM.parquet.
  Upkeep(store::Store& store, std::filesystem::path data, std::function<Instant()> now);
  ~Upkeep();  // stops after what it is at

 private:
  void run();
  Result<void> work(Instant now);

  store::Store& store_;
  std::filesystem::path archive_;
  std::function<Instant()> now_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace qs::app
