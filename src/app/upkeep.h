// 养护: once a day, beside everything else: closes and archives past months, retires what is too
// old.
#pragma once

#include <filesystem>

#include "app/rounds.h"
#include "edge/store/store.h"

namespace qs::app {

class Upkeep {
 public:
  // Archives go to <data>/archive/YYYY-MM.parquet.
  Upkeep(store::Store& store, std::filesystem::path data, std::function<Instant()> now);

 private:
  Result<void> work(Instant now);

  store::Store& store_;
  std::filesystem::path archive_;
  std::function<Instant()> now_;
  Rounds rounds_;  // ends first
};

}  // namespace qs::app
